import type { Mutant } from './instrument.ts'

const oneBureau = 'there is one bureau, nobody can suspend it, and nobody else has officers'
const openedBefore =
  'open_document chose the consent by the same rule, and what a consent names never changes'

/** Conditions without which the market would answer everybody the same, each with why it stands there all the same. */
const equivalents: readonly { file: string; text: string; why: string }[] = [
  {
    file: 'app/domain/consent/read.server.ts',
    text: '.where(side,',
    why: 'each row is asked of mayReadConsent afterwards; the clause spares reading the others’',
  },
  {
    file: 'app/domain/import/',
    text: 'organization',
    why: 'only the bureau imports, and there is one bureau',
  },
  {
    file: 'app/domain/session/write/template.server.ts',
    text: "'organization_id'",
    why: 'only the bureau keeps templates, and there is one bureau',
  },
  {
    file: 'app/domain/session/effects.server.ts',
    text: '!actor?.organization',
    why: 'tells the type: who has no organisation takes nothing in the room',
  },
  {
    file: 'app/domain/branch/branch.ts',
    text: 'headId !== null',
    why: 'nobody’s organisation has no id',
  },
  {
    file: 'app/domain/conversation/policy.server.ts',
    text: 'parties !== undefined',
    why: 'tells the type: what is not there has no sides',
  },
  {
    file: 'app/domain/session/topics.server.ts',
    text: 'actor !== null',
    why: 'tells the type: nobody’s appeal is a visitor’s',
  },
  {
    file: 'app/domain/session/live.server.ts',
    text: 'isScreen(actor)',
    why: 'tells the type: no command is a screen’s, and deciding it refuses with the same words',
  },
  {
    file: 'app/domain/session/room/audience.ts',
    text: 'figures !== undefined',
    why: 'tells the type: an offer without figures is the same with them withheld',
  },
  {
    file: 'app/domain/standing/write/takeover.server.ts',
    text: "'applicant_id', '!='",
    why: 'who asks twice is refused right afterwards, and nothing of it stays',
  },
  {
    file: 'app/domain/mfa/write/step-up.server.ts',
    text: "'id', '=', actor.personId",
    why: 'locks a row and tells nothing of it; without the clause it would lock more of them',
  },
  ...['private.open_document', 'private.read_request_detail'].map((file) => ({
    file,
    text: 'c.institution_id = p_reader',
    why: 'live_consent asks the same of each; the clause spares asking it of the others’',
  })),
  {
    file: 'private.read_request_detail',
    text: "c.subject_kind = 'request'",
    why: 'no organisation has the id of a request',
  },
  {
    file: 'private.open_document',
    text: 'owner is null',
    why: 'what isn’t there has no row to be returned either',
  },
  ...['l.organization_id = d.organization_id', "'documents' = any (l.fields)"].map((text) => ({
    file: 'private.document_part',
    text,
    why: openedBefore,
  })),
  ...['o.id = m.organization_id', "o.kind = 'bureau'", "o.standing = 'verified'"].map((text) => ({
    file: 'private.is_officer_for',
    text,
    why: oneBureau,
  })),
]

type Equivalent = (typeof equivalents)[number]

const isOf = (equivalent: Equivalent, { id, text }: Mutant): boolean =>
  id.startsWith(equivalent.file) && text.includes(equivalent.text)

/** @returns why a mutant can't be noticed, or undefined */
export const whyEquivalent = (mutant: Mutant): string | undefined =>
  equivalents.find((equivalent) => isOf(equivalent, mutant))?.why

/** What stands above for nothing that went unnoticed. */
export const needless = (survivors: readonly Mutant[]): string[] =>
  equivalents
    .filter((equivalent) => !survivors.some((mutant) => isOf(equivalent, mutant)))
    .map(({ file, text }) => `${file} ${text}`)
