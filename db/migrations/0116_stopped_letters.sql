-- Turned off by its reader while it waited.
alter table notice_delivery drop constraint notice_delivery_state_check,
  add constraint notice_delivery_state_check
    check (state in ('waiting', 'digest', 'sending', 'sent', 'read', 'stopped'));
