import { z } from 'zod'
import { organizationKinds } from '../actor.ts'
import { isUscc, normalizeUscc } from '../organization/uscc.ts'
import { defineMachine } from '../state-machine.ts'
import { properName } from '../text/proper-name.ts'

/** What somebody asks an officer for: entry of a new organisation, takeover of one, or that a listed one be taken off. */
export const applicationKinds = ['entry', 'takeover', 'delisting'] as const
export type ApplicationKind = (typeof applicationKinds)[number]

export const applicationMachine = defineMachine({
  noun: 'standing_application',
  states: ['submitted', 'returned', 'verified', 'rejected', 'withdrawn'],
  initial: ['submitted'],
  ends: ['verified', 'rejected', 'withdrawn'],
  transitions: [
    {
      from: 'submitted',
      to: 'returned',
      verb: 'return',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'returned',
      to: 'submitted',
      verb: 'submit',
      by: ['applicant'],
      notifies: ['officer'],
    },
    {
      from: 'submitted',
      to: 'verified',
      verb: 'verify',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'submitted',
      to: 'rejected',
      verb: 'reject',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'returned',
      to: 'rejected',
      verb: 'reject',
      by: ['officer'],
      notifies: ['applicant'],
    },
    {
      from: 'submitted',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['applicant'],
      notifies: ['officer'],
    },
    {
      from: 'returned',
      to: 'withdrawn',
      verb: 'withdraw',
      by: ['applicant'],
      notifies: ['officer'],
    },
    {
      from: 'rejected',
      to: 'verified',
      verb: 'uphold',
      by: ['officer'],
      notifies: ['applicant'],
      guard: 'another_officer',
    },
    {
      from: 'returned',
      to: 'verified',
      verb: 'uphold',
      by: ['officer'],
      notifies: ['applicant'],
      guard: 'another_officer',
    },
  ],
})
export type ApplicationState = (typeof applicationMachine.states)[number]
export type ApplicationVerb = (typeof applicationMachine.transitions)[number]['verb']

export const institutionTypes = ['bank', 'guarantor', 'investor', 'factoring', 'lessor'] as const
export type InstitutionType = (typeof institutionTypes)[number]

/** A bureau is founded by who runs the market, never by application. */
export const openKinds = organizationKinds.filter((kind) => kind !== 'bureau')

export const usccSchema = z
  .string()
  .transform(normalizeUscc)
  .pipe(z.string().refine(isUscc, 'uscc'))

export const organizationSchema = z
  .object({
    kind: z.enum(openKinds),
    institutionType: z.enum(institutionTypes).optional(),
    name: properName(4, 100),
    shortName: properName(2, 20).optional(),
    uscc: usccSchema,
    district: z.string().trim().max(40).optional(),
    street: z.string().trim().max(40).optional(),
    address: z.string().trim().max(200).optional(),
  })
  .refine(({ kind, institutionType }) => kind !== 'institution' || institutionType !== undefined, {
    path: ['institutionType'],
    message: 'institution_type',
  })
  .transform((value) => ({
    ...value,
    institutionType: value.kind === 'institution' ? value.institutionType : undefined,
  }))
export type NewOrganization = z.input<typeof organizationSchema>

export const noteSchema = z.string().trim().max(1000)
/** What an officer says; the other side must be able to act on it. */
export const remarksSchema = z.string().trim().min(4).max(1000)
