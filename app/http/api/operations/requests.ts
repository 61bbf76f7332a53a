import { z } from 'zod'
import { findDetail, getRequest, listRequestPortion } from '#app/domain/request/read.server.ts'
import { requestMachine } from '#app/domain/request/request.ts'
import {
  draftRequest,
  publishRequest,
  returnRequest,
  reviseRequest,
  submitRequest,
  withdrawRequest,
} from '#app/domain/request/write.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { bp, day, fen, id, instant, moved, named, version } from '../fields.ts'
import { listOperation, type OperationArgs, operation } from '../operation.ts'
import { reason, remarks, requestBody, requestExample, reviewed } from './given.ts'

const listed = {
  id,
  state: z.enum(requestMachine.states),
  title: z.string(),
  amountFen: fen,
  termMonths: z.number().int(),
  rateMaxBp: bp.nullable(),
  guarantees: z.array(z.string()),
  urgency: z.string(),
  cap: z.number().int().meta({ description: 'How many institutions may hold it.' }),
  live: z.number().int().meta({ description: 'How many hold it now.' }),
  direct: z.boolean(),
  expiresOn: day,
  publishedAt: instant.nullable(),
  updatedAt: instant,
  street: z.string().nullable(),
  industryCode: z.string().nullable().meta({
    description:
      'Of GB/T 4754; where the enterprise stays unnamed its section alone, and null where few share that.',
  }),
  tier: z.string(),
  enterprise: named.nullable().meta({ description: 'Null where it stays unnamed for the reader.' }),
  ownThreadId: id.nullable(),
}
const listedRequest = z.object(listed).meta({ id: 'ListedRequest' })

const request = z
  .object({
    ...listed,
    anonymous: z.boolean(),
    purpose: z.string(),
    collateralNote: z.string().nullable(),
    version: z.number().int(),
    private: z
      .object({
        contactName: z.string().nullable(),
        contactPhone: z.string().nullable(),
        revenueFen: fen.nullable(),
        taxFen: fen.nullable(),
        collateralDetail: z.string().nullable(),
        disclosed: z.array(z.string()),
      })
      .nullable()
      .meta({
        description:
          'What a consent in force lets the reader see, and nothing else; null for who may see none. Each read leaves a receipt.',
      }),
  })
  .meta({ id: 'Request' })

const state = moved(requestMachine.states)
type Own = Pick<OperationArgs<'verified', '{requestId}'>, 'db' | 'actor' | 'params'>
const stateOf = async ({ db, actor, params: { requestId } }: Own) => {
  const { view } = await getRequest(db, actor, requestId)
  return { id: view.id, state: view.state }
}

export const requests = [
  listOperation({
    id: 'listRequests',
    path: '/requests',
    noun: 'request',
    access: 'verified',
    scope: 'requests:read',
    does: 'Financing requests that one may read: one’s own, those open to claim, or those that wait for review.',
    query: {
      which: z.enum(['own', 'open', 'review']).optional(),
      state: z.enum(requestMachine.states).optional(),
    },
    item: listedRequest,
    list: ({ db, actor, query }) => listRequestPortion(db, actor, query),
  }),
  operation({
    id: 'getRequest',
    method: 'GET',
    path: '/requests/{requestId}',
    noun: 'request',
    access: 'verified',
    budget: 'read',
    scope: 'requests:read',
    does: 'One request, with its private part as far as a consent allows.',
    reply: request,
    work: async ({ db, actor, params: { requestId } }) => {
      const { view } = await getRequest(db, actor, requestId)
      return { ...view, private: await findDetail(db, actor, requestId, db.now()) }
    },
  }),
  operation({
    id: 'draftRequest',
    method: 'POST',
    path: '/requests',
    noun: 'request',
    access: 'enterprise',
    budget: 'write',
    scope: 'requests:write',
    does: 'Keeps a new request of one’s enterprise as a draft.',
    body: requestBody,
    reply: state,
    status: 201,
    location: ({ id }) => `/requests/${id}`,
    example: requestExample,
    work: async ({ db, actor, body }) => {
      const { id } = await draftRequest(db, actor, body)
      return { id, state: 'draft' as const }
    },
  }),
  operation({
    id: 'reviseRequest',
    method: 'PUT',
    path: '/requests/{requestId}',
    noun: 'request',
    access: 'enterprise',
    budget: 'write',
    scope: 'requests:write',
    does: 'Changes a request that is not out yet.',
    body: requestBody.extend({ version }),
    reply: state,
    example: { ...requestExample, version: 1 },
    work: async (ask) => {
      const { version, ...input } = ask.body
      await reviseRequest(ask.db, ask.actor, { id: ask.params.requestId, version, input })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'submitRequest',
    method: 'POST',
    path: '/requests/{requestId}/submit',
    noun: 'request',
    access: 'enterprise',
    budget: 'write',
    scope: 'requests:write',
    does: 'Hands a request to the bureau for review.',
    reply: state,
    work: async (ask) => {
      await submitRequest(ask.db, ask.actor, ask.params.requestId)
      return stateOf(ask)
    },
  }),
  operation({
    id: 'withdrawRequest',
    method: 'POST',
    path: '/requests/{requestId}/withdraw',
    noun: 'request',
    access: 'enterprise',
    budget: 'write',
    scope: 'requests:write',
    does: 'Takes a request back, as long as no offer was accepted.',
    body: reason,
    reply: state,
    example: { reason: 'Settled elsewhere' },
    work: async (ask) => {
      await withdrawRequest(ask.db, ask.actor, { id: ask.params.requestId, ...ask.body })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'publishRequest',
    method: 'POST',
    path: '/requests/{requestId}/publish',
    noun: 'request',
    access: 'officer',
    budget: 'write',
    scope: 'reviews:write',
    does: 'Puts a reviewed request before the institutions.',
    body: reviewed,
    reply: state,
    example: { version: 2 },
    work: async (ask) => {
      await publishRequest(ask.db, ask.actor, { id: ask.params.requestId, ...ask.body })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'returnRequest',
    method: 'POST',
    path: '/requests/{requestId}/return',
    noun: 'request',
    access: 'officer',
    budget: 'write',
    scope: 'reviews:write',
    does: 'Sends a request back with remarks on what to mend.',
    body: remarks,
    reply: state,
    example: { remarks: 'Please say when the money is needed.' },
    work: async (ask) => {
      await returnRequest(ask.db, ask.actor, { id: ask.params.requestId, ...ask.body })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'claimRequest',
    method: 'POST',
    path: '/requests/{requestId}/claims',
    noun: 'request',
    access: 'institution',
    budget: 'write',
    scope: 'threads:write',
    does: 'Takes a request for one’s institution; opens a thread.',
    body: z.strictObject({
      productId: id.optional().meta({
        description: 'One’s own product that one has in mind; its deadlines then hold.',
      }),
    }),
    reply: z.object({ threadId: id }),
    status: 201,
    location: ({ threadId }) => `/threads/${threadId}`,
    limit: 'claim',
    example: {},
    work: ({ db, actor, params: { requestId }, body }) => claim(db, actor, { requestId, ...body }),
  }),
]
