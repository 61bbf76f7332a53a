import { z } from 'zod'
import { organizationKinds } from '#app/domain/actor.ts'
import { descriptionSchema } from '#app/domain/organization/describe.ts'
import {
  getOrganization,
  listCertificates,
  listOrganizationPortion,
} from '#app/domain/organization/read.server.ts'
import { standingMachine } from '#app/domain/organization/standing.ts'
import { describeOrganization } from '#app/domain/organization/write.server.ts'
import { day, fen, id, instant } from '../fields.ts'
import { listOperation, operation } from '../operation.ts'

const listed = {
  id,
  kind: z.enum(organizationKinds),
  standing: z.enum(standingMachine.states),
  name: z.string(),
  shortName: z.string().nullable(),
  uscc: z.string().nullable().meta({ description: 'Unified social credit code.' }),
  tier: z.string(),
  street: z.string().nullable(),
  industryCode: z.string().nullable().meta({ description: 'GB/T 4754-2017.' }),
  updatedAt: instant,
}
const listedOrganization = z.object(listed).meta({ id: 'ListedOrganization' })

const organization = z
  .object({
    ...listed,
    kind: z.string(),
    province: z.string().nullable(),
    city: z.string().nullable(),
    district: z.string().nullable(),
    address: z.string().nullable(),
    registeredOn: day.nullable(),
    capitalFen: fen.nullable(),
    capitalCurrency: z.string().nullable(),
    employees: z.number().int().nullable(),
    industry: z.array(z.string()),
    businessScope: z.string().nullable(),
    intro: z.string().nullable(),
    offers: z.string().nullable(),
    seeks: z.string().nullable(),
    website: z.string().nullable(),
    version: z.number().int(),
    certificates: z.array(
      z.object({
        id,
        name: z.string(),
        number: z.string().nullable(),
        issuedBy: z.string().nullable(),
        validFrom: day.nullable(),
        validTo: day.nullable(),
      }),
    ),
  })
  .meta({ id: 'Organization' })

export const organizations = [
  listOperation({
    id: 'listOrganizations',
    path: '/organizations',
    noun: 'organization',
    access: 'everyone',
    scope: 'market:read',
    does: 'Organisations that one may read.',
    query: {
      kind: z.enum(organizationKinds).optional(),
      standing: z.enum(standingMachine.states).optional(),
      uscc: z.string().max(18).optional(),
    },
    item: listedOrganization,
    list: ({ db, actor, query }) => listOrganizationPortion(db, actor, query),
  }),
  operation({
    id: 'getOrganization',
    method: 'GET',
    path: '/organizations/{organizationId}',
    noun: 'organization',
    access: 'everyone',
    budget: 'read',
    scope: 'market:read',
    does: 'One organisation, with its certificates.',
    reply: organization,
    work: async ({ db, actor, params }) => ({
      ...(await getOrganization(db, actor, params.organizationId)),
      certificates: await listCertificates(db, params.organizationId),
    }),
  }),
  operation({
    id: 'describeOrganization',
    method: 'PUT',
    path: '/organizations/{organizationId}/description',
    noun: 'organization',
    access: 'owner',
    budget: 'write',
    scope: 'organizations:write',
    does: 'Sets what one’s own organisation says of itself; what is left out is emptied.',
    body: descriptionSchema
      .extend({ employees: z.number().int('whole_number').min(0).max(1_000_000).optional() })
      .strict(),
    reply: z.object({ id, version: z.number().int() }),
    example: {
      shortName: 'Huaqiang Precision',
      offers: 'Five-axis machining, precision moulds',
      employees: 120,
    },
    work: async ({ db, actor, params: { organizationId }, body }) => {
      await describeOrganization(db, actor, organizationId, body)
      const { version } = await getOrganization(db, actor, organizationId)
      return { id: organizationId, version }
    },
  }),
]
