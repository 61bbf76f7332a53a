/** Why something is refused, and what to do about it. Grouped by noun. */
export default {
  signed_out: 'Please sign in first.',
  unknown_intent: 'The page has changed; please reload it and send again.',
  form_unreadable: 'What was sent is no form; please reload the page and send it again.',
  form_too_large:
    'This is larger than {{kilobytes}} KB; please shorten the text or compress the attachments.',
  form_too_many_fields:
    'There are more than {{fields}} fields; please reload the page and send them in parts.',
  form_too_many_files: 'At most {{files}} files at once; please send them in parts.',
  busy: 'Many people are working at the moment; nothing you typed is lost. Please send it again in a few seconds.',
  address_too_long: 'The address is too long; please go back, use fewer filters and try again.',
  wrong_state:
    'This step is not possible now: the other side may just have changed the state. Please reload the page.',
  missing: 'This does not exist or was taken down; please go back and look again.',
  forbidden: 'You may not do this. Please contact the owner of your organisation or the bureau.',
  access_signed_in: 'Please sign in first.',
  access_member: 'Please join or create an organisation first.',
  access_owner: 'Only an owner of the organisation may do this; please contact one.',
  access_verified:
    'Only verified organisations may do this; please submit your entry for review first.',
  access_enterprise: 'This page is for verified enterprises; please switch to your enterprise.',
  access_institution:
    'This page is for loan officers of verified institutions; please switch to your institution.',
  access_officer:
    'This page is for officers of the bureau. If you act for another organisation, switch to the bureau; without that role, ask a system administrator of your bureau to give you “officer” under “Members”, which another administrator then confirms.',
  access_host:
    'This page is for hosts and officers of the bureau. If you act for another organisation, switch to the bureau; without that role, ask a system administrator of your bureau to give you “host” under “Members”, which another administrator then confirms.',
  access_auditor: 'This page is for the bureau’s auditors.',
  access_person: 'Sign in first.',
  auditor_only:
    'An auditor reads the audit trail and does no business; act for another organisation of yours to do so.',
  access_bureau: 'This page is for the bureau’s staff.',
  foreign_origin:
    'This was not sent from a page of ours and was refused. Please go back to our page and try again.',
  too_many: 'Too often; please try again in {{minutes}} minutes.',
  too_many_made:
    'You have made very many of these lately; please try again in {{hours}} hours, or ask the bureau.',

  code_wrong: 'The code is wrong or no longer valid; please check it, or ask for another.',
  link_gone: 'This link was used or is no longer valid; please ask for another.',
  contact_taken: 'This number or address has an account already; please sign in.',
  sign_in_failed:
    'The account or password is wrong, or signing in is paused. From the {{tries}}th wrong try on, one device or network waits {{minutes}} minutes, with the right password too; then it goes on by itself. Reset a forgotten password under “Forgot password”; where others’ wrong tries hold you up, you get a link to sign in at once.',
  sign_in_missing: 'This sign-in is over; please reload the page.',
  password_leaked:
    'This password stands in lists of leaked ones and is soon guessed; please choose another: a few unrelated words do.',
  password_context:
    'This password is mostly your name, your address or the name of this market; please make it longer or choose another.',
  delete_owner:
    'You alone own {{organization}}: hand its ownership to another member first, then delete the account.',
  delete_holds:
    'Things in progress at {{organization}} are in your hands: hand them over by leaving it on the members page first, then delete the account.',
  webhook_owner: 'Webhooks are kept by the organisation’s owners; please turn to one.',
  webhook_count: 'At most {{most}} addresses; please disconnect one that is no longer used.',
  webhook_inactive: 'This address is not active; please resume it first.',
  webhook_scheme: 'Please give an address that begins with https://.',
  webhook_credentials: 'Please leave user and password out of the address; requests are signed.',
  webhook_unknown_host: 'This name leads nowhere; please check it.',
  webhook_private_address:
    'This leads to a private or reserved network; please give an address on the internet.',
  password_wrong: 'The current password is wrong; please enter it again.',

  file: 'This file can’t be taken; please upload another.',
  file_too_large: 'The file is larger than 20 MB; please compress it and upload it again.',
  file_type:
    'Only PDF, pictures (JPEG, PNG, WebP), Word, Excel and PowerPoint files are taken; please convert it and upload it again.',
  file_picture:
    'Only pictures (JPEG, PNG, WebP) are taken here; please convert it and upload it again.',
  file_pixels:
    'The picture has too many pixels (52 million at most; 10 million if interlaced or of 16 bits). Make it smaller and upload it again.',
  file_unreadable:
    'The file could not be read in time. Save it as a plain JPEG, PNG or PDF and upload it again.',
  file_broken: 'The picture can’t be opened; please export it again or choose another.',
  licence: 'Please upload the business licence.',
  licence_needed: 'Please upload the business licence.',
  letter: 'Please upload the letter of authorisation.',
  letter_needed: 'Please upload the sealed letter of authorisation.',
  day_past: 'This day is past. Choose today or later.',
  consent_institution:
    'This institution is not verified or is suspended and can’t receive a consent. Choose another.',
  consent_covered:
    'The institution may read all of this already, for at least as long. To shorten or narrow it, take the earlier consent back first.',
  consent_thread:
    'This institution has no live thread on the request. Grant for the enterprise as a whole, or wait until it claims the request.',
  document_count: 'At most {{most}} papers are kept. Remove those no longer needed first.',
  product_over: 'This product is off the market or being changed. Choose another.',
  product_unclaimed:
    'This product was imported from public sources and its institution has not joined; you can’t apply directly, but you can publish a request.',
  own_institution: 'You belong to this institution and can’t apply to it for an enterprise.',
  ineligible:
    'Some conditions are not met. To apply all the same, tick “I know which conditions are not met and apply all the same”.',
  search_kept: 'You keep this search already; see Saved searches.',
  search_count: 'At most {{most}} searches are kept. Forget those no longer needed first.',
  table_missing: '{{file}} does not exist: check the name.',
  table_no_file: '{{file}} is not a file: choose a CSV or XLSX file.',
  table_locked: '{{file}} can’t be read: check its permissions.',
  table_empty: '{{file}} is empty: choose a CSV or XLSX file with rows.',
  table_no_rows: '{{file}} has no rows: choose a CSV or XLSX file with rows.',
  table_columns:
    '{{file}} has no column {{columns}}: name the columns in the first row, or say which column it is.',
  table_csv:
    '{{file}} can’t be read as CSV from line {{line}} on ({{reason}}): mend it or save it again as CSV.',
  table_unpacked:
    '{{file}} unpacks to too much, or could not be read in time. Remove pictures and other sheets, or save it as CSV.',
  table_slow:
    '{{file}} could not be read within its time and memory; please split it into several files.',
  table_many_columns:
    '{{file}} has more than {{most}} columns in line {{line}}: keep the columns that are to be taken in and remove the others.',
  table_many_rows: '{{file}} has more than {{most}} rows: split it into several files.',
  table_many_cells:
    '{{file}} has more than {{most}} cells: split it into several files, or remove columns that are not needed.',
  table_long_cell:
    '{{file}} has a cell of more than {{most}} characters in line {{line}}: shorten it.',
  table_long: '{{file}} holds more than {{most}} characters of text: split it into several files.',
  table_xlsx: '{{file}} can’t be read as XLSX ({{reason}}): save it again as XLSX or CSV.',
  import_busy: 'This file is being worked on. Wait until it is done.',
  under_appeal:
    'The content can’t be changed while an appeal is open. To change it, withdraw the appeal first.',
  post_empty: 'Please write a few words, or attach a file.',
  post_files: 'At most 5 files at a time; please send them in several messages.',
  conversation_over: 'This has ended; no more messages can be sent.',

  uscc_known:
    'The market knows this unified social credit code; please go back and take the organisation over, or ask to join it.',
  revise_late:
    'The documents are under review or decided and can’t be changed; withdraw them first to change them.',
  application_open:
    'You have an open application for this organisation; please wait for the result, or withdraw it.',
  application_changed:
    'The application has just changed; please reload the page and check it before you decide.',
  appeal_once: 'A decision can be appealed once only; please contact the bureau.',
  takeover_busy:
    'This organisation is just entering and can’t be taken over; if that is not your organisation’s doing, please contact the bureau.',
  delisting_listed:
    'Only unclaimed organisations can ask to be taken off; verified ones please contact the bureau to be deregistered.',
  standing_decide:
    'You can’t decide this: an officer must, who is neither a member of the organisation nor the applicant nor the officer of the first decision.',
  organization_over: 'The organisation is deregistered; nothing more can be done.',

  members_manage: 'Only an owner may manage members; please contact one.',
  invite_verified: 'Only a verified organisation invites members; please complete its entry first.',
  owners_only: 'Only an owner may give or take the role of owner.',
  last_owner: 'An organisation needs an owner; please name another one first.',
  membership_over: 'This person is no longer a member; please reload the page.',
  already_member: 'This person is a member already; please change their roles in the list.',
  already_in: 'You are a member already; please switch to the organisation at the top right.',
  roles_empty: 'Please choose at least one role.',
  roles_kind:
    'This kind of organisation has no such role; please reload the page and choose again.',
  roles_auditor: 'Auditors can have no other role.',
  delegate_by_holder:
    'The bureau’s rights of business are lent by who holds them. If they can’t, give the deputy a role under Members, for another administrator to confirm.',
  roles_duties:
    'Owners and administrators manage members and can’t do the bureau’s business too: give these roles to different people.',
  roles_self: 'Nobody adds to their own roles; please ask another administrator.',
  roles_by_grant:
    'People of the bureau join as members; other roles are given afterwards and confirmed by another administrator.',
  grant_by_command:
    'There is no other administrator to confirm it: whoever keeps the system gives the role with npm run bureau.',
  grant_by_two:
    'There are two administrators: give the role on the page of members, and the other one confirms it.',
  grant_second: 'Another administrator confirms it: neither who asked nor who receives it.',
  code_taken:
    'An organisation with this credit code is verified or listed by now; whoever owns it takes charge of that one.',
  grant_over:
    'This was decided, has run out, or who asked for it may no longer do so: load the page again.',
  invitation_missing:
    'The invitation is no longer valid or was accepted; please ask the sender for another one.',
  invitation_other:
    'This invitation went to another number or address; please sign in with that account to accept it.',
  invitation_over: 'The invitation was accepted or revoked; please reload the page.',
  no_owner: 'This organisation has no owner yet; please take it over instead.',
  join_asked: 'You have asked to join already; please wait for the owner.',
  join_over: 'This request was answered already; please reload the page.',

  unsubscribe_wrong:
    'This link is broken or no longer valid; please sign in and change the notice settings.',
  unsubscribe_security:
    'Mails on account safety can’t be turned off; please ask the bureau if you need help.',
  second_factor_needed:
    'You act for an institution or the bureau; please set up or give your second factor first.',
  confirm_first:
    'This concerns the safety of the account; please confirm who you are, then try again.',
  factor_locked: 'Too many wrong tries; please wait 15 minutes and try again.',
  factor_wrong:
    'The code is wrong or was used already; please wait for the app’s next code and try again.',
  factor_needed: 'Please give a code of your app, or a recovery code.',
  factor_last:
    'You act for an institution or the bureau and need at least one second factor; please add another first.',
  factor_gone: 'This second factor is gone; please reload the page.',
  factor_reset:
    'You can’t reset this person’s second factor; the owner of the only institution that they act for, or the bureau’s administrator, can.',
  factor_reset_self:
    'You can’t reset your own second factor; please ask another owner or administrator.',
  totp_not_begun: 'The QR code has expired; please make another one.',
  totp_wrong:
    'The code is wrong; please check the phone’s clock and give the six digits that the app shows now.',
  passkeys_many: 'You can keep 10 passkeys; please remove one that you don’t use.',
  passkey_known: 'This passkey was added already; please use another device.',
  passkey_late: 'That took too long; please add the passkey again.',
  passkey_wrong: 'The passkey could not be verified; please try again, or use your password.',
  passkey_unknown: 'No account has this passkey; please sign in with your password and add it.',
  passkey_here: 'Passkeys don’t work at this address; please use your password.',
  appeal_nothing:
    'There is no decision to appeal here; it may have changed, please go back and look.',
  appeal_decide:
    'You can’t decide this appeal; it takes another officer than the one who refused, and one who is not concerned.',
  appeal_overtaken:
    'The decision has changed meanwhile, so there is nothing to uphold; please dismiss the appeal and say so.',
  heir_needed: 'Please name who takes these over.',
  heir_role: 'This member’s roles don’t suit; please choose another, or change their roles first.',
  heir_member: 'This is no other member of your organisation; please choose again.',
  delegate_self: 'You can’t lend rights to yourself; please choose a colleague.',
  delegation_long: 'Rights are lent for 180 days at most; for longer, please change the roles.',
  delegation_over: 'This has ended or was taken back; please reload the page.',
  range_order_days: 'The last day can’t be before the first.',
  branch_owner: 'Only an owner of a financial institution can do this; please ask the owner.',
  branch_asked: 'There is a head office or a request for one; please end or withdraw that first.',
  head_unknown: 'No verified institution has this code; please check it.',
  head_is_branch: 'That institution is a branch itself; please give its head office.',
  has_branches: 'A head office can’t become a branch; please end its links first.',
  family_claimed:
    'Another branch of your bank holds this request; a bank takes one place. Please see its thread.',
  assignee: 'Please choose a colleague who works on threads.',
  thread_over: 'This thread is over and can’t be reassigned; please reload the page.',
  own_organization: 'You can’t review your own organisation; please leave it to another officer.',
  reviewed_meanwhile:
    'This has changed since you opened it. Reload the page and read it again before you publish it.',
  changed_meanwhile:
    'A colleague has just changed this; please reload the page and change the newest version.',
  check_fields: 'Some entries need correction; please see the remarks beside them.',
  day_in_future: 'Please enter a date after today.',
  day_not_future: 'The date can’t be after today.',
  contact_in_text:
    'Please leave phone numbers, e-mail addresses and social accounts out of public texts; they belong in the field for the contact.',

  request_bound:
    'The request is submitted and can’t be changed; please wait for the result, or withdraw it and write another.',
  request_expiry_past: 'The request’s last day is over; please set a new one before submitting.',
  request_full:
    '{{cap}} institutions have claimed it and it is full. It opens again when one gives it back.',
  request_over: 'This request takes no more claims; please look at others.',
  already_claimed: 'Your institution has claimed this request; please go on in its thread.',
  claim_institution:
    'Only loan officers of verified institutions can claim, and not the requests of an enterprise of their own.',

  holiday_gone: 'This day was removed already; please reload the page.',

  product_bound:
    'The product is under review or taken down and can’t be changed; please wait for the review.',
  product_not_yours: 'This is not a published product of your institution; please choose another.',

  offer_on_table: 'An offer waits for the enterprise’s answer; withdraw it first to change it.',
  offer_expired: 'The offer is no longer valid; please ask for a new one.',
  offer_changed:
    'The offer has just changed; please reload the page and read the newest terms before you answer.',
  offer_other_turn: 'It is the other side’s turn to answer; to change something, withdraw first.',
  no_offer: 'No offer waits for an answer; please reload the page.',
  counter_by_enterprise: 'Only the enterprise counters; the institution can make a new offer.',
  not_accepted:
    'A disbursement can be confirmed once an offer was accepted; please reload the page.',

  listing_publishers:
    'Listings are published by verified enterprises, service providers, institutes, associations and buyers. Switch to one of these.',
  listing_bound_submitted:
    'The listing is under review and can’t be changed. Wait for the result, or withdraw it and publish another.',
  listing_bound_published:
    'The listing is public, so its pictures stay as they are. Save it under “Change” first: it becomes a draft again, whose pictures you change before you submit it anew.',
  listing_bound_expired: 'The listing is past its last day. Renew it first, then change it.',
  listing_bound_over:
    'The listing has met its match or is over, and can’t be changed any more. Publish another if you need to.',
  listing_answered:
    'Somebody has shown interest, so the words stay as they are. Withdraw it and publish anew, or write to them.',
  listing_over: 'This listing is no longer open. Look for others.',
  listing_reposted:
    'The bureau makes the contact for a reposted demand; nothing is quoted here. Write a message instead.',
  repost_without_bureau:
    'There is no bureau yet to repost listings. Found one first with npm run bureau.',
  picture_needed: 'Choose the pictures to upload.',
  pictures_many: 'At most 6 pictures. Remove some first.',
  interest_others:
    'Verified organisations show interest, and never in a listing of one that they belong to.',
  interest_shown: 'Your organisation has shown interest already. See “Interests and quotations”.',
  interest_in_deal:
    'Your organisation has a deal on this listing. Complete it or give it up under “Deals”, then show interest again.',
  interest_withdrawn_often:
    'Your organisation has taken back its interest in this three times. Wait until it is published again.',
  interest_declined:
    'Your organisation’s interest in this listing was declined three times; there is no fourth. Look for others.',
  terms_changed: 'The terms have just changed. Reload the page and read them before you answer.',
  terms_expired: 'The quotation is no longer valid. Ask the other side for a new one.',
  deal_stage: 'The deal has moved on. Reload the page to see how it stands.',
  deal_not_referred: 'There is nothing to settle, or another officer has done it. Reload the page.',

  session_missing:
    'This session does not exist or is not public yet; please look in the calendar of sessions.',
  session_host_only: 'Only hosts of the bureau may do this; please switch to the bureau.',
  session_over: 'This session has ended or was cancelled; its plan can’t be changed.',
  session_ends_before: 'The end must be after the start.',
  session_too_long: 'A session lasts three days at most; please plan several.',
  item_needs_request: 'Please choose a published financing request.',
  item_needs_product: 'Please choose a published financing product.',
  item_needs_title: 'Please enter a title.',
  agenda_item_missing: 'This item was removed; please reload the page.',
  round_missing: 'This round was removed; please reload the page.',
  round_needs_requests: 'Please choose at least one request.',
  round_request_closed: 'Some of these requests are no longer open; please choose again.',
  round_was_open:
    'This round was open already and can’t be opened again or removed; please plan another one.',
  round_another_open:
    'Round {{number}} is open. Wait until it ends, or close it, before you open this one.',
  round_ended:
    'This round is over and cannot get more time; it can be reopened within ten minutes.',
  round_end_changed:
    'The end of this round has just changed; another host may have extended it. Check the time left, then try again.',
  round_closed_for_good:
    'This round ended more than ten minutes ago and cannot be reopened. Plan another round instead.',
  round_not_begun: 'This round has not started yet.',
  stage_changed: 'Another host has just changed what is on stage. Look again, then try again.',
  round_not_open: 'This request is in no open round; please wait for the next one.',
  round_over: 'Time is up; please wait for the next round, or go to the request’s page.',
  round_runs: 'The time of this round is not up yet.',
  round_claimed_already: 'Your institution has claimed this request; please go on in its thread.',
  round_request_full: 'This request is full; please look at the others.',
  registration_exists: 'You are registered already.',
  registration_not_open:
    'You can’t register now: the session may have ended, or your organisation is not verified yet.',
  registration_missing_here: 'There is no such registration here; please reload the list.',
  questions_too_many: 'At most {{count}} questions; please remove one first.',
  question_missing: 'This question was removed; please reload the page.',
  question_options: 'A choice needs at least two options, one a line.',
  answer_number: 'Please enter a number.',
  template_missing: 'This template was removed; please choose another.',
  feed_missing: 'This address no longer works; please make a new one on your account’s page.',
  registration_missing: 'There is no registration to cancel.',
  room_closed: 'The room is not open.',
  room_not_open: 'The room is not open yet; please come back to this page before the start.',
  room_not_registered: 'You are not registered for this session; please register on its page.',
  room_not_live:
    'A round can begin only while the session is live; please begin the session first.',
  room_not_running: 'The session is not running; this can’t be done now.',
  room_not_joined: 'The connection was renewed; please reload the page.',
  room_command_unknown: 'The page has changed; please reload it.',
  room_command_forbidden: 'Your part in this session does not allow this.',
  room_person_missing: 'This person is no longer in the room.',
  room_request_missing:
    'This request is not in the session’s plan; please add it to the agenda or a round.',
  matter_ended: 'This is no longer offered; please look at others.',
  matter_ended_withdrawn: 'Its owner has taken this back; please look at others.',
  matter_ended_awarded:
    'The firm has come to terms with an institution; this request can no longer be claimed. Please look at others.',
  matter_ended_closed: 'This request has been settled; please look at others.',
  matter_ended_expired: 'This request has expired; please look at others.',
  matter_ended_suspended: 'Its owner is suspended from the market for now; please look at others.',
  round_nothing_offered:
    'Nothing in this round can be claimed; please put requests into it under “Change the plan” first.',
  room_words_missing: 'These words were taken down.',
  room_aside_hosts_only: 'Only hosts can answer private questions.',
  room_too_many: 'One page is in at most 5 rooms; leave another first.',
  too_many_connections: 'You have too many pages open; please close those you don’t use.',
  room_too_fast: 'Too fast; please wait ten seconds.',
  screen_link_wrong:
    'The link of the screen is no longer valid; please ask the host for a new one.',
  unavailable: 'Out of service for a moment; we keep trying.',
  invalid: {
    consent_request_required: 'Choose the request, or grant from the dossier instead.',
    consent_field_elsewhere:
      'The chosen source lacks one of these: security in detail is entered with requests alone; profit, research, balance, account and papers are in the dossier alone.',
    webhook_url: 'Please give a whole address, for example https://example.com/hooks.',
    webhook_topics: 'Please choose at least one kind of event.',
    cursor: 'Please send the next of the answer before, as it was given.',
    instant:
      'Please give an instant in ISO 8601 with its offset, for example 2026-12-31T09:30:00+08:00.',
    privacy_needed: 'Please read the privacy notice and tick the box.',
    website: 'Please enter an address that begins with http:// or https://.',
    amount_positive: 'Please enter an amount above 0, in units of CNY 10,000.',
    damaged_text:
      'A character was damaged on its way and shows as “�”: type it anew and send again.',
    amount_too_large: 'This is very large; please check that the unit is CNY 10,000.',
    amount_two_decimals: 'At most two decimals, in units of CNY 10,000.',
    rate_too_high: 'The yearly rate can’t be above 36%; please check it.',
    rate_two_decimals: 'At most two decimals, for example 3.65.',
    whole_number: 'Please enter a whole number.',
    date: 'Please enter the date as year-month-day, for example 2026-12-31.',
    guarantee_one: 'Please choose at least one kind of security.',
    range_order: 'The lower end can’t be above the upper; please check.',
    query_empty: 'Enter what you look for, or choose a filter, before you save.',
    account: 'Enter an account number of 8 to 30 digits.',
    phone: 'Please enter a mobile number of 11 digits, or a landline with its area code.',
    kind_of_demand:
      'Procurement notices, scenarios and challenges are demands. Choose another kind.',
    spec_line: 'Write each line as “name: value unit”, e.g. “Accuracy: 6 grade”.',
    too_many_specs: 'At most 12 lines. Join some, or move them into the description.',
    too_many_names: 'At most 10. Keep the most important.',
    name_too_long: 'At most 40 characters each. Please shorten.',
    name_alphabet: 'Names are written in letters, digits and usual marks, without any link.',
    invalid: 'Something is wrong here; please check it.',
    contact: 'Please enter a mobile number (11 digits) or an e-mail address.',
    code: 'Please enter the 8 digits of the code.',
    factor_code: 'Please give six digits, or a recovery code of ten characters.',
    uscc: 'The unified social credit code is wrong; please compare it with the business licence (18 characters, no I, O, S, V, Z).',
    institution_type: 'Please choose the kind of institution.',
    required: 'Please fill this in.',
    invalid_type: 'Please fill this in, and check its form.',
    invalid_value: 'Please choose one of the options.',
    invalid_format: 'The form is wrong; please check it.',
    too_small_string: 'At least {{minimum}} characters, please.',
    too_big_string: 'At most {{maximum}} characters, please.',
    too_small_number: 'Not below {{minimum}}, please.',
    too_big_number: 'Not above {{maximum}}, please.',
    too_small_array: 'Please choose at least {{minimum}}.',
    too_big_array: 'Please choose at most {{maximum}}.',
    too_long: 'This is too long; please shorten it.',
    session_ends_before: 'The end must be after the start.',
    session_too_long: 'A session lasts three days at most; please plan several.',
    round_needs_requests: 'Please choose at least one request.',
    question_options: 'A choice needs at least two options, one a line.',
    unrecognized_keys: 'The page has changed; please reload it and send again.',
  },
  token_organization: 'This is none of your organisations; please choose one that you belong to.',
  token_count: 'At most {{most}} tokens hold at a time; please revoke one first.',
  api: {
    no_such_path: 'There is no such path; /api/v1/openapi.json lists them all.',
    wrong_method: 'This path takes {{methods}} only.',
    length_required: 'Say how long the body is (Content-Length) and send it in one piece.',
    too_large: 'This is larger than {{kilobytes}} KB; send less at a time.',
    too_deep:
      'The body is nested more than {{depth}} levels deep; send it as the document describes.',
    too_many_values: 'The body has more than {{values}} values; send them in parts.',
    wrong_type: 'Send the body as {{types}} and say so in Content-Type.',
    malformed: 'The body is no JSON in UTF-8; mend it and send it again.',
    invalid: 'Something in what was sent is wrong; `errors` says what and where.',
    unsound:
      'A text holds NUL, half a character, or “�” in place of a lost one; correct it and send it again.',
    unknown: 'There is no such field here; leave it out.',
    repeated: 'Say this once.',
    cursor: 'This is no cursor of this list; send `next` of the portion before as it was given.',
    token_needed: 'Writing takes a token: Authorization: Bearer lq_…',
    invalid_token: 'This token is wrong, over or revoked; make another on your account’s page.',
    insufficient_scope: 'This token is not for {{scope}}; make one that is on your account’s page.',
    key_needed:
      'Send an Idempotency-Key of 8 to 200 visible characters of your own, so that this is done once.',
    key_reused: 'This Idempotency-Key stood for another request; make a new one.',
    key_under_way: 'The same write is under way; ask again in a second.',
    unexpected: 'Something went wrong here. Tell us the request_id, so that we can find it.',
  },
}
