import { z } from 'zod'
import { day, several } from '../financing/terms.ts'
import { defineMachine } from '../state-machine.ts'
import {
  type ConsentField,
  consentFields,
  consentPurposes,
  consentSources,
  fieldsOfSource,
  officeBases,
} from './vocabulary.ts'

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
export const grantSchema = z
  .object({
    institutionId: z.uuid(),
    requestId: z.uuid().optional(),
    source: z.enum(consentSources),
    purpose: z.enum(consentPurposes),
    fields: several(consentFields).refine((fields) => fields.length > 0, { error: 'required' }),
    until: day,
  })
  .refine(({ source, requestId }) => source === 'dossier' || requestId !== undefined, {
    path: ['requestId'],
    error: 'consent_request_required',
  })
  .refine(({ source, fields }) => fields.every((field) => isOfSource(source, field)), {
    path: ['fields'],
    error: 'consent_field_elsewhere',
  })
export type Grant = z.output<typeof grantSchema>

const isOfSource = (source: keyof typeof fieldsOfSource, field: ConsentField): boolean =>
  (fieldsOfSource[source] as readonly ConsentField[]).includes(field)

export const officeReadSchema = z.object({ basis: z.enum(officeBases) })
