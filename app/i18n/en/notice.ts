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
  standing_suspend:
    '{{organization}} was suspended; please read the reason and contact the bureau.',
  standing_restore: '{{organization}} was restored and can act again.',
  standing_deregister: '{{organization}} was deregistered and takes no further part.',
  roles_changed: 'Your roles in {{organization}} have changed.',
  totp_added:
    'An authenticator app was set up for your account. If it wasn’t you, change your password at once and tell an administrator.',
  totp_removed:
    'The authenticator app was taken off your account. If it wasn’t you, change your password at once and tell an administrator.',
  passkey_added:
    'The passkey “{{name}}” was added to your account. If it wasn’t you, remove it at once and change your password.',
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
  session_registered: 'You are registered for “{{title}}”.',
  session_published: '“{{title}}” has a new date; please look it up.',
  session_lobby: 'The lobby of “{{title}}” is open; please enter the room and check in.',
  session_live: '“{{title}}” has begun; please enter the room.',
  session_postponed: '“{{title}}” is postponed; you will be told the new date.',
  session_cancelled: '“{{title}}” was cancelled.',
  session_ended: '“{{title}}” has ended. The minutes and your follow-ups are on its page.',
  session_removed:
    'The host removed you from the room. If you wonder why, please contact the host.',
}
