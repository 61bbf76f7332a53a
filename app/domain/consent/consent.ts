import { z } from 'zod'
import { day, several } from '../financing/terms.ts'
import { defineMachine } from '../machine.ts'
import { consentFields, consentPurposes, officeBases } from './vocabulary.ts'

/** W8 数据授权. */
export const consentMachine = defineMachine({
  noun: 'consent',
  states: ['granted', 'revoked', 'expired'],
  initial: ['granted'],
  ends: ['revoked', 'expired'],
  transitions: [
    {
      from: 'granted',
      to: 'revoked',
      verb: 'revoke',
      by: ['enterprise'],
      notifies: ['institution'],
    },
    {
      from: 'granted',
      to: 'expired',
      verb: 'expire',
      by: ['market'],
      notifies: ['enterprise', 'institution'],
    },
  ],
})

export type ConsentState = (typeof consentMachine.states)[number]

/** What a request discloses is granted to whoever takes it for this long. */
export const disclosureDays = 365

/** What an enterprise grants. `requestId` absent: of the enterprise itself. */
export const grantSchema = z.object({
  institutionId: z.uuid(),
  requestId: z.uuid().optional(),
  purpose: z.enum(consentPurposes),
  fields: several(consentFields).refine((fields) => fields.length > 0, { error: 'required' }),
  until: day,
})
export type Grant = z.output<typeof grantSchema>

export const officeReadSchema = z.object({ basis: z.enum(officeBases) })
