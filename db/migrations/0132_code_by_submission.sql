-- A credit code belongs to who has shown a licence for it and was let in, or stands on a register. A draft, an application
-- under way and one that was rejected take it from nobody: two who apply for one code are in dispute, which an officer settles.
alter table organization drop constraint organization_uscc_key;
create unique index organization_code on organization (uscc)
  where standing not in ('draft', 'submitted', 'returned', 'rejected');
create index organization_code_applied on organization (uscc)
  where standing in ('draft', 'submitted', 'returned', 'rejected');
create index organization_draft on organization (updated_at) where standing = 'draft';
