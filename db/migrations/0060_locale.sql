-- The language that a person chose; null until they choose one.
alter table person add column locale text check (locale in ('zh-CN', 'zh-Hant', 'en'));
