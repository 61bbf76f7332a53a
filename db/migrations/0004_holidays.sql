-- The public holidays of 2026 as the State Council's General Office set them (国办发明电〔2025〕7号, 2025-11-04):
-- weekdays that are off, and weekend days that are worked. Staff add the years that follow.
insert into holiday (day, kind, name)
select day::date, 'off', name
from (values
  ('2026-01-01'::date, '2026-01-03'::date, '元旦'),
  ('2026-02-15'::date, '2026-02-23'::date, '春节'),
  ('2026-04-04'::date, '2026-04-06'::date, '清明节'),
  ('2026-05-01'::date, '2026-05-05'::date, '劳动节'),
  ('2026-06-19'::date, '2026-06-21'::date, '端午节'),
  ('2026-09-25'::date, '2026-09-27'::date, '中秋节'),
  ('2026-10-01'::date, '2026-10-07'::date, '国庆节')
) as holidays (first, last, name), generate_series(first, last, interval '1 day') as day;

insert into holiday (day, kind, name) values
  ('2026-01-04', 'work', '元旦调休'),
  ('2026-02-14', 'work', '春节调休'),
  ('2026-02-28', 'work', '春节调休'),
  ('2026-05-09', 'work', '劳动节调休'),
  ('2026-09-20', 'work', '国庆节调休'),
  ('2026-10-10', 'work', '国庆节调休');
