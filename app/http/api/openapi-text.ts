import type { Scope } from '#app/domain/token/token.ts'
import en from '#app/i18n/en/api.ts'
import type { Access } from '../access.ts'
import type { ProblemKind } from './problem.ts'

/** The document's words: those of the page, in English, and notes of its own. */

type Underscored<S> = S extends `${infer Noun}:${infer Verb}` ? `${Noun}_${Verb}` : never

export const accessWords: Record<Access, string> = en.access

export const scopeWords = (scope: Scope): string =>
  en.scope[scope.replace(':', '_') as Underscored<Scope>]

export const problemWords: Record<ProblemKind, { title: string; hint: string }> = en.problem

export const noteOn = {
  api: `The same market for programs, under the same rules as the pages.

Money is integer fen, rates are basis points per year, instants are ISO 8601 in UTC, ids are UUIDs.
Lists come by portions, the newest first: send \`next\` back as \`cursor\`, unchanged; what comes meanwhile shifts nothing.
Fields may be added to answers; pass over those that you don't know.
What is refused is told as application/problem+json, its sentence in the language of Accept-Language (zh-CN, zh-Hant, en).`,
  token:
    'Made on the account’s page or by `npm run token`. It acts for one organisation, is for the scopes that it names and ends on its day; whatever ends its maker’s rights ends its own. GET also takes the pages’ sign-in cookie; nothing else does.',
  key: 'Made by you, 8 to 200 visible ASCII characters; stands for this one write for 24 hours. Sent again with the same request it gets the first answer and does nothing; with another request it is refused (422). A refused write changed nothing and keeps no key: mend it and send it again. Needed where something is made, welcome on every write.',
}
