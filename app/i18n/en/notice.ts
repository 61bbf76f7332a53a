/** What people are told inside the market; one sentence each. */
export default {
  standing_submitted: '{{organization}} submitted its entry for review.',
  standing_disputed:
    'The takeover of {{organization}} is disputed; please compare the proofs of both sides.',
  standing_withdrawn: 'The applicant for {{organization}} withdrew the application.',
  standing_appealed:
    'The applicant for {{organization}} appeals the rejection; another officer must decide.',
  appeal_raised:
    'An appeal waits: “{{title}}”. Another officer than the one who refused must decide it.',
  appeal_upheld: 'Your appeal was upheld: “{{title}}”. The decision was changed.',
  appeal_dismissed: 'Your appeal was dismissed: “{{title}}”. The reason is on its page.',
  appeal_withdrawn: 'The appeal was withdrawn: “{{title}}”.',
  standing_returned:
    'The application for {{organization}} was returned; please correct it as the remarks say and submit it again.',
  standing_verified: 'The application for {{organization}} was approved.',
  standing_rejected: 'The application for {{organization}} was rejected; you may appeal once.',
  standing_rival_granted:
    'Another applicant took over {{organization}}; your application was rejected.',
  standing_transferred:
    'After review {{organization}} has another owner; you are an ordinary member now.',
  standing_draft_expired:
    'The draft of {{organization}} was not touched for {{days}} days and has been deleted. Please begin anew if you still want to enter.',
  standing_access_ended:
    'You now own {{organization}}. Tokens, calendar addresses, invitations and lent rights of people of before have ended, and webhooks are paused: look at each before you resume it.',
  standing_suspend:
    '{{organization}} was suspended; please read the reason and contact the bureau.',
  standing_restore: '{{organization}} was restored and can act again.',
  standing_deregister: '{{organization}} was deregistered and takes no further part.',
  roles_changed: 'Your roles in {{organization}} have changed.',
  grant_asked: 'Roles to be given in {{organization}} wait for you to confirm.',
  grant_confirmed:
    'Another administrator confirmed the roles that you asked for in {{organization}}.',
  grant_refused: 'Another administrator refused the roles that you asked for in {{organization}}.',
  totp_added:
    'An authenticator app was set up for your account. If it wasn’t you, change your password at once and tell an administrator.',
  totp_removed:
    'The authenticator app was taken off your account. If it wasn’t you, change your password at once and tell an administrator.',
  passkey_added:
    'The passkey “{{name}}” was added to your account. If it wasn’t you, remove it at once and change your password.',
  token_made:
    'The token “{{name}}” was made for a program of yours. If it wasn’t you, revoke it at once and change your password.',
  passkey_removed:
    'The passkey “{{name}}” was removed from your account. If it wasn’t you, change your password at once.',
  recovery_codes_renewed: 'You have new recovery codes; the old ones no longer work.',
  recovery_code_used: 'A recovery code was used to sign in or confirm; {{left}} are left.',
  factors_reset: 'An administrator reset your second factor; please set up another one.',
  password_changed: 'Your password was changed. If it wasn’t you, reset it at once.',
  membership_ended: 'You are no longer a member of {{organization}}.',
  ownership_handed: 'You are now an owner of {{organization}}.',
  handed_thread: '{{count}} threads of {{organization}} are now yours.',
  handed_request: '{{count}} financing requests of {{organization}} are now yours.',
  handed_product: '{{count}} financing products of {{organization}} are now yours.',
  handed_listing: '{{count}} listings of {{organization}} are now yours.',
  handed_session: '{{count}} sessions of {{organization}} are now yours to host.',
  delegation_made: 'Rights were lent from or to you at {{organization}}, {{from}} to {{until}}.',
  delegation_started: 'Rights lent from or to you are now in force ({{organization}}).',
  delegation_ended: 'Rights lent from or to you have ended ({{organization}}).',
  delegation_revoked: 'Rights lent from or to you were taken back ({{organization}}).',
  branch_asked: '{{branch}} asks to be your branch; an owner must answer.',
  branch_accepted: '{{head}} accepted you as its branch.',
  branch_declined: '{{head}} declined to be your head office.',
  branch_withdrawn: '{{branch}} no longer asks to be your branch.',
  branch_ended: '{{branch}} is no longer a branch of {{head}}.',
  thread_assigned: 'A thread is now yours: “{{title}}”.',
  thread_moved:
    'The bank gave your thread to another of its branches: “{{title}}”. What you granted stays with the first; grant it to the new one where needed.',
  webhook_stopped:
    'Webhooks to {{host}} have failed for {{days}} days and were stopped. Mend the receiver, then resume on the webhook’s page.',
  join_asked: 'Somebody asks to join {{organization}}; please answer under Members.',
  join_accepted: 'You have joined {{organization}}.',
  join_declined: '{{organization}} declined your request to join.',

  request_published: 'The request “{{title}}” was approved and published.',
  request_returned: 'The request “{{title}}” was returned; please correct it as the remarks say.',
  request_claimed: 'An institution claimed “{{title}}”.',
  request_expired: 'The request “{{title}}” has expired.',
  product_published: 'The product “{{title}}” was approved and published.',
  product_returned: 'The product “{{title}}” was returned; please correct it as the remarks say.',
  thread_contacted:
    'The institution says it contacted you: “{{title}}”. If nobody did, please say so in the thread.',
  thread_in_diligence: 'The institution began due diligence: “{{title}}”.',
  thread_declined: 'The institution declined: “{{title}}”. The reason is in the thread.',
  thread_released: 'The institution gave “{{title}}” back; the place is open to others.',
  thread_refused: 'The enterprise ended the thread: “{{title}}”.',
  thread_withdrawn: 'The enterprise withdrew the request “{{title}}”; the thread has ended.',
  thread_lost:
    'The enterprise chose another institution: “{{title}}”. The thread has ended. Thank you for your offer.',
  thread_disbursed: 'Both sides confirmed the disbursement of “{{title}}”; it is in the ledger.',
  thread_settled: 'The institution confirmed that “{{title}}” is settled.',
  post_received: 'A new message: “{{title}}”.',
  consent_granted:
    'An enterprise lets your institution read its records; see Consents for what and until when.',
  consent_revoked: 'An enterprise took back a consent; its records can no longer be read.',
  consent_expired: 'A consent has expired; its records can no longer be read.',
  application_received:
    'An enterprise applies to you directly: “{{title}}”. Please contact it in time.',
  application_returned:
    'The direct application “{{title}}” has ended; the request is a draft again. Apply elsewhere, or submit it to the market.',
  search_found_one: 'Your saved search “{{name}}” has {{count}} new result.',
  search_found_other: 'Your saved search “{{name}}” has {{count}} new results.',
  match_found_one: '{{count}} new counterpart may suit your demand “{{title}}”.',
  match_found_other: '{{count}} new counterparts may suit your demand “{{title}}”.',
  import_done:
    '“{{name}}” is taken in: {{created}} created, {{updated}} updated, {{rejected}} rejected.',
  import_failed: '“{{name}}” was not taken in; see its page for why.',
  offer_made: 'An institution made an offer: “{{title}}”. Please answer while it is valid.',
  offer_countered: 'The enterprise made a counter-offer: “{{title}}”. Please answer.',
  offer_accepted: 'The offer was accepted: “{{title}}”. Please disburse in time.',
  offer_refused: 'The enterprise refused the offer: “{{title}}”.',
  offer_withdrawn: 'The institution withdrew its offer: “{{title}}”.',
  offer_expired: 'The offer is no longer valid: “{{title}}”.',
  counter_refused:
    'The institution did not take the counter-offer: “{{title}}”. A new offer may follow.',
  disbursement_said: 'The other side confirmed a disbursed amount: “{{title}}”. Please check it.',
  disbursement_differs:
    'The two sides gave different disbursed amounts: “{{title}}”. Please check and correct.',
  listing_published: 'Your listing “{{title}}” was approved and is public.',
  listing_returned: 'Your listing “{{title}}” was returned; mend it as remarked.',
  listing_taken_down:
    'Your listing “{{title}}” was taken down; the reason stands on its page, and you may appeal once.',
  listing_expired: 'Your listing “{{title}}” has expired; renewed, it is public again.',
  listing_matched: 'A partner was chosen for “{{title}}”; it is no longer open.',
  listing_reopened: 'The deal lapsed, and “{{title}}” is open again.',
  listing_closed: 'Your listing “{{title}}” is closed.',
  interest_shown: 'An organisation showed interest in “{{title}}”; please answer.',
  interest_shortlisted: 'Your interest in “{{title}}” was accepted; please quote.',
  interest_quoted: 'A quotation came for “{{title}}”; answer while it is valid.',
  interest_countered: 'The other side countered: “{{title}}”; please answer.',
  interest_awarded: 'Your quotation for “{{title}}” was chosen; a deal has begun.',
  interest_accepted: 'Your counter on “{{title}}” was accepted; a deal has begun.',
  interest_declined: 'Your interest in “{{title}}” was declined.',
  interest_withdrawn: 'The other side withdrew its interest in “{{title}}”.',
  interest_lost: 'Another organisation was chosen for “{{title}}”. Thank you for quoting.',
  interest_listing_gone: '“{{title}}” is no longer open, and your interest ends with it.',
  interest_terms_lapsed: 'The quotation for “{{title}}” is no longer valid; a new one can be made.',
  interest_expired: 'The interest in “{{title}}” was left unanswered too long and has expired.',
  deal_opened: 'A deal has begun: “{{title}}”. Follow it up, and confirm the amount once signed.',
  deal_following: 'The other side is following up: “{{title}}”.',
  deal_said:
    'The other side confirmed an amount: “{{title}}”. Check and confirm within 10 working days.',
  deal_said_other: 'The other side corrected its amount: “{{title}}”. Please check.',
  deal_differs: 'The amounts differ: “{{title}}”. The bureau looks into it.',
  deal_overdue: '“{{title}}” was not confirmed within 10 working days. The bureau looks into it.',
  deal_sent_back: 'The bureau sent “{{title}}” back; both sides confirm the amount anew.',
  deal_signed: 'The amount signed is confirmed: “{{title}}”. It stands in the ledger.',
  deal_fulfilled: 'The amount fulfilled is confirmed: “{{title}}”. It stands in the ledger.',
  deal_lapsed: 'The other side ended the deal “{{title}}”; the reason stands on its page.',
  session_applied: 'You have applied for “{{title}}”; you will be told when the host has decided.',
  session_application: 'Somebody applied for “{{title}}”; please decide.',
  session_waitlisted: '“{{title}}” is full; you are on the waiting list.',
  session_promoted: 'A place became free in “{{title}}”; your registration is confirmed.',
  session_declined:
    'The host of “{{title}}” could not take your registration. If you wonder why, please contact the host.',
  session_declined_reason:
    'The host of “{{title}}” could not accept your registration. Reason: {{reason}}',
  session_checked_in: 'You are checked in at “{{title}}”.',
  session_cancelled_by_guest: 'Somebody cancelled a registration for “{{title}}”.',
  session_reminder: '“{{title}}” begins {{at, instant}}; please be there in time.',
  session_rescheduled: 'The time of “{{title}}” has changed; please look it up.',
  session_rescheduled_at: '“{{title}}” now begins {{at, instant}}.',
  session_registered: 'You are registered for “{{title}}”.',
  session_published: '“{{title}}” has a new date; please look it up.',
  session_published_at:
    '“{{title}}” has a new date and begins {{at, instant}}. Your registration still holds.',
  session_lobby: 'The lobby of “{{title}}” is open; please enter the room and check in.',
  session_live: '“{{title}}” has begun; please enter the room.',
  session_postponed: '“{{title}}” is postponed; you will be told the new date.',
  session_postponed_reason:
    '“{{title}}” is postponed; you will be told the new date. Reason: {{reason}}',
  session_cancelled: '“{{title}}” was cancelled.',
  session_cancelled_reason: '“{{title}}” was cancelled. Reason: {{reason}}',
  session_ended: '“{{title}}” has ended. The minutes and your follow-ups are on its page.',
  session_removed_reason:
    'You were sent out of “{{title}}”. Reason: {{reason}}. Please ask the host if you have questions; you will be told if you are let in again.',
  session_readmitted: 'The host of “{{title}}” has let you in again; you may enter the room.',
  session_removed:
    'The host removed you from the room. If you wonder why, please contact the host.',
}
