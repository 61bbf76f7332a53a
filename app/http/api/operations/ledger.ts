import { z } from 'zod'
import { listLedgerPortion, sumLedger } from '#app/domain/ledger/read.server.ts'
import { threadMachine } from '#app/domain/thread/thread.ts'
import { bp, fen, id, instant } from '../fields.ts'
import { listOperation, operation } from '../operation.ts'

const row = z
  .object({
    threadId: id,
    state: z.enum(threadMachine.states),
    origin: z.string(),
    at: instant,
    request: z.object({ id, title: z.string(), amountFen: fen }),
    enterprise: z.string(),
    institution: z.string(),
    signedFen: fen.nullable().meta({ description: 'What both agreed to.' }),
    rateBp: bp.nullable(),
    fulfilledFen: fen.nullable().meta({ description: 'What both say was paid out.' }),
  })
  .meta({ id: 'LedgerRow' })

const sum = z.object({
  count: z.number().int(),
  amountFen: fen.nullable().meta({ description: 'Fen; null where it is past 2^53 − 1.' }),
})

export const ledger = [
  listOperation({
    id: 'listLedger',
    path: '/ledger',
    noun: 'ledger',
    access: 'verified',
    scope: 'ledger:read',
    does: 'What came of the market, a row a thread: the bureau reads those of requests that it may read, others their own.',
    query: { sessionId: id.optional() },
    item: row,
    list: ({ db, actor, query }) => listLedgerPortion(db, actor, query),
  }),
  operation({
    id: 'sumLedger',
    method: 'GET',
    path: '/ledger/sums',
    noun: 'ledger',
    access: 'verified',
    budget: 'read',
    scope: 'ledger:read',
    does: 'The ledger’s three sums: intent, signed and fulfilled are always told apart.',
    reply: z.object({ intent: sum, signed: sum, fulfilled: sum }).meta({ id: 'LedgerSums' }),
    work: ({ db, actor }) => sumLedger(db, { reader: actor }),
  }),
]
