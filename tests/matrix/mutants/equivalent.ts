import type { Mutant } from './instrument.ts'

/** Conditions without which the market would answer everybody the same, each with why it stands there all the same. */
const equivalents: { file: string; text: string; why: string }[] = [
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
    text: "deleteFrom('session_template')",
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
    file: 'app/domain/conversation/may.server.ts',
    text: 'parties !== undefined',
    why: 'tells the type: what is not there has no sides',
  },
  {
    file: 'app/domain/session/topics.server.ts',
    text: 'actor !== null',
    why: 'tells the type: nobody’s appeal is a visitor’s',
  },
]

/** @returns why a mutant can't be noticed, or undefined */
export const whyEquivalent = ({ id, text }: Mutant): string | undefined =>
  equivalents.find((one) => id.startsWith(one.file) && text.includes(one.text))?.why
