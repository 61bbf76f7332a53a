-- The topic that a notice belongs to, by which its readers filter and choose how they are written to. Until now it was read
-- from how its kind begins, each time.
alter table notice add column topic text;

update notice set topic = case
  when kind ~ '^(totp|passkey|recovery|factors|password|token)_' then 'security'
  when kind ~ '^(request|product|thread|offer|counter|disbursement|application|guarantee|receivable)_' then 'financing'
  when kind ~ '^(listing|interest|quote|deal|match|search|challenge)_' then 'trade'
  when kind ~ '^(session|registration|talk|follow)_' then 'session'
  when kind ~ '^post_' then 'message'
  when kind ~ '^consent_' then 'consent'
  when kind ~ '^(standing|appeal)_' then 'standing'
  else 'people'
end;

alter table notice
  alter column topic set not null,
  add constraint notice_topic check (topic in
    ('security', 'financing', 'trade', 'session', 'message', 'consent', 'standing', 'people'));
