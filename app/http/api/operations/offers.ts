import { z } from 'zod'
import { disbursementInputSchema } from '#app/domain/offer/offer.ts'
import {
  acceptOffer,
  confirmDisbursement,
  counterOffer,
  offer,
  refuseOffer,
  withdrawOffer,
} from '#app/domain/offer/write.server.ts'
import { threadMachine } from '#app/domain/thread/thread.ts'
import { id, moved, version } from '../fields.ts'
import { operation } from '../operation.ts'
import { reason, termsBody, termsExample } from './given.ts'
import { threadState } from './threads.ts'

const state = moved(threadMachine.states)
const answered = z.strictObject({ version })

const answers = [
  [
    'accept',
    acceptOffer,
    'Agrees to the terms on the table: awards the request and ends its other threads.',
  ],
  ['withdraw', withdrawOffer, 'Takes the institution’s own terms off the table.'],
] as const

export const offers = [
  operation({
    id: 'makeOffer',
    method: 'POST',
    path: '/threads/{threadId}/offers',
    noun: 'thread',
    access: 'institution',
    budget: 'write',
    scope: 'threads:write',
    does: 'Lays the institution’s terms on the table, or new ones in answer to a counter-offer.',
    body: termsBody,
    reply: z.object({ offerId: id }),
    status: 201,
    example: termsExample,
    work: ({ db, actor, params: { threadId }, body }) => offer(db, actor, { threadId, ...body }),
  }),
  operation({
    id: 'counterOffer',
    method: 'POST',
    path: '/threads/{threadId}/offer/counter',
    noun: 'thread',
    access: 'enterprise',
    budget: 'write',
    scope: 'threads:write',
    does: 'Lays the enterprise’s own terms on the table.',
    body: termsBody.extend({ version }),
    reply: state,
    example: { ...termsExample, rateBp: 345, version: 1 },
    work: async (ask) => {
      const { version, ...terms } = ask.body
      const { threadId } = ask.params
      await counterOffer(ask.db, ask.actor, { threadId, version, terms })
      return threadState(ask)
    },
  }),
  ...answers.map(([verb, work, does]) =>
    operation({
      id: `${verb}Offer`,
      method: 'POST',
      path: `/threads/{threadId}/offer/${verb}`,
      noun: 'thread',
      access: 'verified',
      budget: 'write',
      scope: 'threads:write',
      does,
      body: answered,
      reply: state,
      example: { version: 1 },
      work: async (ask) => {
        await work(ask.db, ask.actor, { threadId: ask.params.threadId, ...ask.body })
        return threadState(ask)
      },
    }),
  ),
  operation({
    id: 'refuseOffer',
    method: 'POST',
    path: '/threads/{threadId}/offer/refuse',
    noun: 'thread',
    access: 'verified',
    budget: 'write',
    scope: 'threads:write',
    does: 'Turns the terms on the table down; the enterprise thereby ends the thread.',
    body: reason.extend({ version }),
    reply: state,
    example: { version: 1, reason: 'The rate is too high' },
    work: async (ask) => {
      await refuseOffer(ask.db, ask.actor, { threadId: ask.params.threadId, ...ask.body })
      return threadState(ask)
    },
  }),
  operation({
    id: 'confirmDisbursement',
    method: 'PUT',
    path: '/threads/{threadId}/disbursement',
    noun: 'thread',
    access: 'verified',
    budget: 'write',
    scope: 'threads:write',
    does: 'Says what was paid out; it counts once both sides say the same amount.',
    body: disbursementInputSchema.strict(),
    reply: state.extend({ agreed: z.boolean() }),
    example: { amountFen: 280_000_000, paidOn: '2026-11-20' },
    work: async (ask) => {
      const { threadId } = ask.params
      const { agreed } = await confirmDisbursement(ask.db, ask.actor, { threadId, ...ask.body })
      return { ...(await threadState(ask)), agreed }
    },
  }),
]
