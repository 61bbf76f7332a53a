import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#app/domain/actor.ts'
import { type RequestState, requestMachine } from '#app/domain/request/request.ts'
import {
  onMarket,
  requestWaysOf,
  visibleOnMarket,
  visibleTo,
} from '#app/domain/request/visibility.server.ts'
import {
  isOnMarket,
  mayReadRequest,
  type RequestFacts,
  type RequestGrant,
  requestGrants,
  requestReaderOf,
} from '#app/domain/request/visibility.ts'
import { draftRequest } from '#app/domain/request/write.server.ts'
import { threadMachine } from '#app/domain/thread/thread.ts'
import { type Expression, type SqlBool, sql } from '#db'
import { requestInput } from '../support/financing.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePerson,
} from '../support/people.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const personas: [string, Actor | null][] = [['a visitor', null]]
let firms: string[]
let banks: string[]
let requestIds: string[]

beforeAll(async () => {
  const bureau = await makeBureau(world)
  world.bureau = bureau
  const [firm, other] = [await makeEnterprise(world), await makeEnterprise(world)]
  const [bank, rival] = [await makeInstitution(world), await makeInstitution(world)]
  firms = [firm.id, other.id]
  banks = [bank.id, rival.id]
  requestIds = []
  for (let count = 0; count < 6; count++)
    requestIds.push((await draftRequest(world.db, firm.owner.actor, requestInput())).id)
  const named = (name: string, { actor }: { actor: Actor }) => personas.push([name, actor])
  named('a person of nothing', await makePerson(world))
  named('an owner', firm.owner)
  named('another owner', other.owner)
  named('a member', await makeMember(world, firm.owner, ['member']))
  named('a loan officer', bank.loanOfficer)
  named('another bank’s owner', rival.owner)
  named('an officer', bureau.officer)
  named('a host', bureau.host)
  named('an administrator', bureau.admin)
  named('an auditor', await makeMember(world, bureau.admin, ['auditor']))
  named('who hosts and reviews', await makeMember(world, bureau.admin, ['officer', 'host']))
})

/** A request in any state, for anybody, of either firm, with threads of either bank in any state. */
const anyRequest = fc.record({
  organization: fc.nat(1),
  state: fc.constantFrom(...requestMachine.states),
  audience: fc.constantFrom('market' as const, 'direct' as const),
  threads: fc.uniqueArray(
    fc.record({ bank: fc.nat(1), state: fc.constantFrom(...threadMachine.states) }),
    { maxLength: 2, selector: ({ bank }) => bank },
  ),
})
type AnyRequest = typeof anyRequest extends fc.Arbitrary<infer T> ? T : never

/** Makes the rows so, past all rules. */
async function put(requests: readonly AnyRequest[]): Promise<void> {
  const { db } = world
  await db.deleteFrom('thread').execute()
  for (const [index, { organization, state, audience, threads }] of requests.entries()) {
    const id = requestIds[index]!
    await db
      .updateTable('request')
      .set({ state, audience, organization_id: firms[organization]! })
      .where('id', '=', id)
      .execute()
    const { created_by } = await db
      .selectFrom('request')
      .where('id', '=', id)
      .select('created_by')
      .executeTakeFirstOrThrow()
    const at = db.now()
    for (const thread of threads)
      await db
        .insertInto('thread')
        .values({
          request_id: id,
          institution_id: banks[thread.bank]!,
          origin: 'claim',
          state: thread.state,
          created_by,
          entered_at: at,
          created_at: at,
          updated_at: at,
        })
        .execute()
  }
}

const factsOf = (request: AnyRequest, actor: Actor | null): RequestFacts => ({
  organizationId: firms[request.organization]!,
  state: request.state as RequestState,
  audience: request.audience,
  hasThread: request.threads.some(({ bank }) => banks[bank] === actor?.organization?.id),
})

const idsWhere = async (condition: Expression<SqlBool>): Promise<string[]> => {
  const rows = await world.db.selectFrom('request').select('id').where(condition).execute()
  return rows.map(({ id }) => id).toSorted()
}

const idsOf = (requests: readonly AnyRequest[], holds: (request: AnyRequest) => boolean) =>
  requestIds.filter((_, index) => requests[index] && holds(requests[index])).toSorted()

test('who may read a request is the same said over facts and in SQL, way by way, for everybody', async () => {
  const six = fc.array(anyRequest, { minLength: 6, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(six, async (requests) => {
      await put(requests)
      for (const [name, actor] of personas) {
        const ways = requestWaysOf(actor)
        for (const [grant, allows] of Object.entries(requestGrants)) {
          const way = ways[grant as RequestGrant]
          const found = way ? await idsWhere(way) : []
          const reader = requestReaderOf(actor)
          const allowed = idsOf(requests, (request) => allows(reader, factsOf(request, actor)))
          expect([name, grant, found]).toEqual([name, grant, allowed])
        }
        const may = idsOf(requests, (request) => mayReadRequest(actor, factsOf(request, actor)))
        expect([name, await idsWhere(visibleTo(actor))]).toEqual([name, may])
        const open = idsOf(requests, isOnMarket)
        const mayOnMarket = may.filter((id) => open.includes(id))
        expect([name, await idsWhere(visibleOnMarket(actor))]).toEqual([name, mayOnMarket])
      }
      expect(await idsWhere(onMarket())).toEqual(idsOf(requests, isOnMarket))
    }),
    { numRuns: 25 },
  )
  await sql`delete from thread`.execute(world.db)
})

test('an application to one institution is open to its firm, that institution and officers in every state', () => {
  for (const state of requestMachine.states)
    for (const [name, actor] of personas) {
      const facts = { organizationId: firms[0]!, state, audience: 'direct' as const }
      const { organizationId, isOfficer } = requestReaderOf(actor)
      const expected = organizationId === firms[0] || (isOfficer && state !== 'draft')
      expect([name, mayReadRequest(actor, { ...facts, hasThread: false })]).toEqual([
        name,
        expected,
      ])
    }
})
