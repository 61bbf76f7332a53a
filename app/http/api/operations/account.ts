import { z } from 'zod'
import { getViewer } from '#app/domain/account/read.server.ts'
import { organizationKinds, roles } from '#app/domain/actor.ts'
import { scopes } from '#app/domain/token/token.ts'
import { id } from '../fields.ts'
import { operation } from '../operation.ts'

const me = z
  .object({
    person: z.object({ id, name: z.string() }),
    organization: z
      .object({
        id,
        name: z.string(),
        kind: z.enum(organizationKinds),
        verified: z.boolean(),
        roles: z.array(z.enum(roles)),
      })
      .nullable()
      .meta({ description: 'For which it acts; null for none.' }),
    scopes: z
      .array(z.enum(scopes))
      .nullable()
      .meta({ description: 'What the token is for; null with a cookie.' }),
    second_factor: z.enum(['given', 'needed', 'free']),
  })
  .meta({ id: 'Me' })

export const account = [
  operation({
    id: 'getMe',
    method: 'GET',
    path: '/me',
    noun: 'account',
    access: 'self',
    budget: 'read',
    scope: null,
    does: 'Who this token stands for, and what it is for.',
    reply: me,
    work: async ({ db, actor }) => {
      const { name, organization } = await getViewer(db, actor)
      return {
        person: { id: actor.personId, name },
        organization: actor.organization &&
          organization && { ...organization, roles: [...organization.roles] },
        scopes: actor.token ? [...actor.token.scopes] : null,
        second_factor: actor.secondFactor,
      }
    },
  }),
]
