import type { Scope } from '#app/domain/token/token.ts'
import type { Access } from '../access.ts'
import type { ProblemKind } from './problem.ts'

/** The document's own words, in English; the page says the same in the reader's language. */

export const accessWords: Record<Access, string> = {
  everyone: 'everybody, also without a token',
  self: 'anybody with a token',
  person: 'anybody with a token',
  signed_in: 'anybody with a token, auditors left out',
  member: 'members of an organisation',
  owner: 'owners of an organisation',
  verified: 'members of a verified organisation',
  enterprise: 'members of a verified enterprise',
  institution: 'owners and loan officers of a verified institution',
  officer: 'officers of the bureau',
  host: 'hosts and officers of the bureau',
  admin: 'administrators of the bureau',
  bureau: 'the bureau’s staff',
  auditor: 'auditors of the bureau',
}

export const scopeWords: Record<Scope, string> = {
  'market:read': 'Search, and read organisations, products, listings and sessions.',
  'organizations:write': 'Change what the own organisation says of itself.',
  'products:write': 'Draft, submit and withdraw the own institution’s products.',
  'listings:write': 'Draft, submit and withdraw the own organisation’s listings.',
  'requests:read': 'Read financing requests, with what a consent lets one see.',
  'requests:write': 'Draft, submit and withdraw the own enterprise’s requests, and apply.',
  'threads:read': 'Read threads and their offers.',
  'threads:write': 'Claim requests, move threads, make and answer offers.',
  'sessions:read': 'Read the own registration; for hosts, who registered.',
  'sessions:write': 'Register for sessions; for hosts, plan them and decide who comes.',
  'imports:read': 'Read what became of imported files.',
  'imports:write': 'Upload files and take them in.',
  'reviews:write': 'Publish and return what waits for the bureau’s review.',
  'ledger:read': 'Read the ledger.',
  'live:read': 'Open the live connection: follow sessions and changes.',
  'live:write': 'Send commands in a live session.',
}

export const noteOn = {
  api: `The same market for programs, under the same rules as the pages.

Money is integer fen, rates are basis points per year, instants are ISO 8601 in UTC, ids are UUIDs.
Lists come by portions, the newest first: send \`next\` back as \`cursor\`, unchanged; what comes meanwhile shifts nothing.
Fields may be added to answers; pass over those that you don't know.
What is refused is told as application/problem+json, its sentence in the language of Accept-Language (zh-CN, zh-Hant, en).`,
  token:
    'Made on the account’s page or by `npm run token`. It acts for one organisation, is for the scopes that it names and ends on its day; whatever ends its maker’s rights ends its own. GET also takes the pages’ sign-in cookie; nothing else does.',
  key: 'Made by you, 8 to 200 visible ASCII characters; stands for this one write for 24 hours. Sent again with the same request it gets the first answer and does nothing; with another request it is refused (422). A refused write changed nothing and keeps no key: mend it and send it again. Needed where something is made, welcome on every write.',
  problems: {
    malformed: 'The body is no JSON, or the Idempotency-Key is missing or wrong.',
    signed_out: 'No token, or one that is wrong, over or revoked.',
    invalid_token: 'The token is wrong, over or revoked.',
    forbidden: 'The rights, or the token’s scopes, don’t reach this far.',
    insufficient_scope: 'The token is not for this.',
    missing: 'It doesn’t exist, or one may not know that it does.',
    wrong_method: 'This path doesn’t take this method.',
    conflict: 'The state has moved on, or the same write is under way.',
    length_required: 'A write must say how long it is (Content-Length).',
    too_large: 'The body is too large: 1 MB of JSON, 20 MB of a file.',
    wrong_type: 'The body is of another type than this path takes.',
    invalid: 'Something in what was sent is wrong; `errors` says what and where.',
    too_many: 'Too often; Retry-After says when to come back.',
    unexpected: 'Something went wrong here; the request’s id helps to find it.',
    unavailable: 'Out of service for a moment; try again.',
  } satisfies Record<ProblemKind, string>,
}
