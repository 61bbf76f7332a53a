import { z } from 'zod'
import { offerMachine } from '#app/domain/offer/offer.ts'
import { getThread, listThreadPortion, readTerms } from '#app/domain/thread/read.server.ts'
import { declineReasons, declineSchema, threadMachine } from '#app/domain/thread/thread.ts'
import {
  beginDiligence,
  contactEnterprise,
  declineThread,
  refuseThread,
  releaseThread,
  settleThread,
} from '#app/domain/thread/write.server.ts'
import { bp, day, fen, id, instant, moved, named } from '../fields.ts'
import { listOperation, type OperationArgs, operation } from '../operation.ts'
import { reason } from './given.ts'

const sides = z.enum(['institution', 'enterprise'])

const listed = {
  id,
  state: z.enum(threadMachine.states),
  origin: z.string(),
  dueAt: instant.nullable(),
  enteredAt: instant,
  createdAt: instant,
  reason: z.string().nullable(),
  reasonCode: z.string().nullable(),
  sessionId: id.nullable(),
  request: z.object({ id, title: z.string(), amountFen: fen, termMonths: z.number().int() }),
  enterprise: named,
  institution: named,
  turn: z.enum(['institution', 'enterprise', 'both']).nullable(),
}
const listedThread = z.object(listed).meta({ id: 'ListedThread' })

const thread = z
  .object({
    ...listed,
    side: sides.nullable().meta({ description: 'Whose side the reader is on.' }),
    terms: z
      .array(
        z.object({
          offerId: id,
          offerState: z.enum(offerMachine.states),
          offerVersion: z.number().int().meta({
            description: 'To answer an offer one names the version that one has read.',
          }),
          version: z.number().int(),
          side: sides,
          amountFen: fen,
          rateBp: bp,
          termMonths: z.number().int(),
          guarantees: z.array(z.string()),
          conditions: z.string().nullable(),
          validUntil: day,
          at: instant,
        }),
      )
      .meta({ description: 'Every set of terms that was on the table, the newest first.' }),
    disbursements: z.array(z.object({ side: sides, amountFen: fen, paidOn: day })),
  })
  .meta({ id: 'Thread' })

const state = moved(threadMachine.states)
type Own = Pick<OperationArgs<'verified', '{threadId}'>, 'db' | 'actor' | 'params'>

export const threadState = async ({ db, actor, params: { threadId } }: Own) => {
  const { id, state } = await getThread(db, actor, threadId)
  return { id, state }
}

const steps = [
  [
    'contact',
    'Contact',
    contactEnterprise,
    'Notes that the institution has spoken with the enterprise.',
  ],
  ['investigate', 'BeginDiligence', beginDiligence, 'Begins due diligence.'],
  ['settle', 'Settle', settleThread, 'Notes that the loan is paid back or concluded.'],
] as const

const endings = [
  ['release', 'institution', releaseThread, 'The institution gives the request back.'],
  ['refuse', 'enterprise', refuseThread, 'The enterprise ends its talk with this institution.'],
] as const

export const threads = [
  listOperation({
    id: 'listThreads',
    path: '/threads',
    noun: 'thread',
    access: 'verified',
    scope: 'threads:read',
    does: 'Threads of one’s organisation, on either side: one request and one institution each.',
    query: { requestId: id.optional(), state: z.enum(threadMachine.states).optional() },
    item: listedThread,
    list: ({ db, actor, query }) => listThreadPortion(db, actor, query),
  }),
  operation({
    id: 'getThread',
    method: 'GET',
    path: '/threads/{threadId}',
    noun: 'thread',
    access: 'verified',
    budget: 'read',
    scope: 'threads:read',
    does: 'One thread, with its offers and what was paid out.',
    reply: thread,
    work: async ({ db, actor, params: { threadId } }) => {
      const one = await getThread(db, actor, threadId)
      return { ...one, ...(await readTerms(db, threadId)) }
    },
  }),
  ...steps.map(([verb, name, work, does]) =>
    operation({
      id: `${name[0]!.toLowerCase()}${name.slice(1)}${name === 'BeginDiligence' ? '' : 'Thread'}`,
      method: 'POST',
      path: `/threads/{threadId}/${verb}`,
      noun: 'thread',
      access: 'institution',
      budget: 'write',
      scope: 'threads:write',
      does,
      reply: state,
      work: async (ask) => {
        await work(ask.db, ask.actor, ask.params.threadId)
        return threadState(ask)
      },
    }),
  ),
  operation({
    id: 'declineThread',
    method: 'POST',
    path: '/threads/{threadId}/decline',
    noun: 'thread',
    access: 'institution',
    budget: 'write',
    scope: 'threads:write',
    does: 'The institution does not lend, for a reason.',
    body: declineSchema.strict(),
    reply: state,
    example: {
      reasonCode: declineReasons[0],
      reason: 'The audit reports of two years are missing',
    },
    work: async (ask) => {
      await declineThread(ask.db, ask.actor, { threadId: ask.params.threadId, ...ask.body })
      return threadState(ask)
    },
  }),
  ...endings.map(([verb, access, work, does]) =>
    operation({
      id: `${verb}Thread`,
      method: 'POST',
      path: `/threads/{threadId}/${verb}`,
      noun: 'thread',
      access,
      budget: 'write',
      scope: 'threads:write',
      does,
      body: reason,
      reply: state,
      example: { reason: 'The amount does not suit' },
      work: async (ask) => {
        await work(ask.db, ask.actor, { threadId: ask.params.threadId, ...ask.body })
        return threadState(ask)
      },
    }),
  ),
]
