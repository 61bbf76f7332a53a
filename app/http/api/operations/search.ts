import { z } from 'zod'
import { findableKinds } from '#app/domain/search/document.ts'
import { findInMarket } from '#app/domain/search/find.server.ts'
import { apiQuerySchema } from '#app/domain/search/finding.ts'
import { id } from '../fields.ts'
import { operation } from '../operation.ts'

const count = z.number().int()

const found = z
  .object({
    hits: z.array(
      z.object({
        kind: z.enum(findableKinds),
        id,
        title: z.string(),
        url: z.string().meta({ description: 'Of its page.' }),
      }),
    ),
    total: count,
    counts: z.object({
      organization: count,
      product: count,
      request: count,
      session: count,
      listing: count,
    }),
    degraded: z.boolean().meta({
      description: 'The search server is away, and plainer search answered.',
    }),
    next: z.string().nullable(),
  })
  .meta({ id: 'Found' })

export const search = [
  operation({
    id: 'search',
    method: 'GET',
    path: '/search',
    noun: 'search',
    access: 'everyone',
    budget: 'read',
    scope: 'market:read',
    does: 'Finds what one may see: organisations, products, requests, sessions and listings.',
    query: apiQuerySchema,
    reply: found,
    work: async ({ db, search, actor, query: { q, kind, limit, cursor } }) => {
      const answer = await findInMarket(db, search, actor, {
        text: q,
        kind,
        limit,
        offset: cursor ?? 0,
      })
      const countOf = (item: (typeof findableKinds)[number]) => answer.counts[item] ?? 0
      return {
        hits: answer.hits.map(({ kind, id, title, url }) => ({ kind, id, title, url })),
        total: answer.total,
        counts: {
          organization: countOf('organization'),
          product: countOf('product'),
          request: countOf('request'),
          session: countOf('session'),
          listing: countOf('listing'),
        },
        degraded: answer.degraded,
        next: answer.next,
      }
    },
  }),
]
