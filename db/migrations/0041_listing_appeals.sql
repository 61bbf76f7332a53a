-- Who took a listing down, and whether that was contested, stands in its course and with the appeals.
alter table listing drop column taken_down_by, drop column appealed_at;
