import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { confirmAmount } from '#app/domain/deal/write.server.ts'
import { saveIndicator } from '#app/domain/dossier/write.server.ts'
import { quote } from '#app/domain/interest/write.server.ts'
import { sumLedger } from '#app/domain/ledger/read.server.ts'
import { draftListing } from '#app/domain/listing/write.server.ts'
import { counterOffer, offer } from '#app/domain/offer/write.server.ts'
import { draftProduct } from '#app/domain/product/write.server.ts'
import { draftRequest } from '#app/domain/request/write.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { sql } from '#db'
import { makeRequest, productInput, requestInput, termsInput } from '../support/financing.ts'
import {
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { listingInput, makeDeal, makeListing, makeQuoted, quotation } from '../support/trade.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let firm: Organization
let bank: Institution

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world)
  bank = await makeInstitution(world)
})

/** Far from what anybody means, and within what PostgreSQL and JavaScript can hold. */
const enormous = 9_007_199_254_740_991

describe('a verb takes what its noun allows, whoever calls it', () => {
  const threadId = async () => {
    const requestId = await makeRequest(world, firm)
    return (await claim(world.db, bank.loanOfficer.actor, { requestId })).threadId
  }

  test.each([
    [{ amountFen: enormous }, 'amountFen'],
    [{ amountFen: 0 }, 'amountFen'],
    [{ amountFen: 1.5 }, 'amountFen'],
    [{ rateBp: 10_000 }, 'rateBp'],
    [{ termMonths: 361 }, 'termMonths'],
    [{ guarantees: ['<b>x</b>'] }, 'guarantees.0'],
    [{ guarantees: [] }, 'guarantees'],
    [{ guarantees: Array.from({ length: 900 }, () => 'credit') }, 'guarantees'],
    [{ conditions: 'a'.repeat(1001) }, 'conditions'],
    [{ validUntil: '9999-12-31' }, 'validUntil'],
  ])('an offer of %o', async (changes, field) => {
    const terms = { ...termsInput(), ...changes } as ReturnType<typeof termsInput>
    const id = await threadId()
    const wrong = await refusalOf(
      offer(world.db, bank.loanOfficer.actor, { threadId: id, ...terms }),
    )
    expect(wrong).toMatchObject({ refusal: 'invalid', fields: { [field]: [expect.any(String)] } })
    await offer(world.db, bank.loanOfficer.actor, { threadId: id, ...termsInput() })
    const counter = counterOffer(world.db, firm.owner.actor, { threadId: id, version: 1, terms })
    expect(await refusalOf(counter)).toMatchObject({ fields: { [field]: [expect.any(String)] } })
  })

  test('and so do requests, products, listings, quotations, confirmations and figures of books', async () => {
    const { db } = world
    const other = await makeEnterprise(world)
    const { dealId } = await makeDeal(world, firm, other)
    const quoted = await makeQuoted(world, firm, other, await makeListing(world, firm))
    const calls: [string, () => Promise<unknown>][] = [
      [
        'amountFen',
        () => draftRequest(db, firm.owner.actor, { ...requestInput(), amountFen: enormous }),
      ],
      [
        'amountMaxFen',
        () =>
          draftProduct(db, bank.loanOfficer.actor, { ...productInput(), amountMaxFen: enormous }),
      ],
      [
        'priceHighFen',
        () => draftListing(db, firm.owner.actor, { ...listingInput(), priceHighFen: enormous }),
      ],
      [
        'priceFen',
        () =>
          quote(db, other.owner.actor, {
            ...quoted,
            terms: { ...quotation(), priceFen: enormous },
          }),
      ],
      [
        'amountFen',
        () =>
          confirmAmount(db, firm.owner.actor, {
            id: dealId,
            stage: 'signed',
            amountFen: enormous,
            doneOn: '2026-01-15',
          }),
      ],
      [
        'revenueFen',
        () => saveIndicator(db, firm.owner.actor, { year: 2025, revenueFen: enormous }),
      ],
    ]
    for (const [field, call] of calls) {
      expect(await refusalOf(call())).toMatchObject({
        refusal: 'invalid',
        fields: { [field]: [expect.any(String)] },
      })
    }
  })
})

test('every amount, rate, term, day, count and list of every table has its bounds in the database', async () => {
  const { rows } = await sql<{ column: string }>`
    select format('%s.%s.%s', n.nspname, c.relname, a.attname) as column
    from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
      join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid
    where n.nspname in ('public', 'private') and c.relname not like 'kysely%' and a.attnum > 0 and not a.attisdropped
      and (t.typname in ('int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'date') or t.typcategory = 'A')
      and not exists (
        select from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey)
          and k.conname like '%\\_bounds'
      )
    order by 1`.execute(world.db)
  expect(rows.map(({ column }) => column)).toEqual([])
})

test('a sum that no number holds exactly is left out, and the others are told', async () => {
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  try {
    await makeRequest(world, firm)
    const requestId = await makeRequest(world, firm)
    await claim(world.db, bank.loanOfficer.actor, { requestId })
    await owner.query('alter table request drop constraint request_bounds')
    await owner.query(`update request set amount_fen = ${enormous}`)
    const sums = await sumLedger(world.db)
    expect(sums.intent).toMatchObject({ count: expect.any(Number), amountFen: null })
    expect(sums.signed).toEqual({ count: 0, amountFen: 0 })
  } finally {
    await owner.end()
  }
})
