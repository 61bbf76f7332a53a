import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#app/domain/actor.ts'
import { listRequests } from '#app/domain/request/read.server.ts'
import type { RequestAudience, RequestState } from '#app/domain/request/request.ts'
import { mayReadRequest } from '#app/domain/request/visibility.ts'
import { draftRequest, submitRequest, withdrawRequest } from '#app/domain/request/write.server.ts'
import { mayReadThread } from '#app/domain/thread/policy.ts'
import { listThreads } from '#app/domain/thread/read.server.ts'
import { claim, releaseThread } from '#app/domain/thread/write.server.ts'
import { makeRequest, requestInput } from '../support/financing.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePerson,
} from '../support/people.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const personas: { name: string; actor: Actor | null }[] = [{ name: 'a visitor', actor: null }]

/** Requests in every state that counts, of two firms, held and given back by two banks. */
beforeAll(async () => {
  const { db } = world
  world.bureau = await makeBureau(world)
  const firms = [await makeEnterprise(world), await makeEnterprise(world)]
  const banks = [await makeInstitution(world), await makeInstitution(world)]
  for (const firm of firms) {
    const owner = firm.owner.actor
    await draftRequest(db, owner, requestInput())
    await submitRequest(db, owner, (await draftRequest(db, owner, requestInput())).id)
    const held = await makeRequest(world, firm)
    const { threadId } = await claim(db, banks[0]!.loanOfficer.actor, { requestId: held })
    await claim(db, banks[1]!.loanOfficer.actor, { requestId: held })
    await releaseThread(db, banks[0]!.loanOfficer.actor, { threadId })
    const gone = await makeRequest(world, firm, { anonymous: true })
    await claim(db, banks[0]!.loanOfficer.actor, { requestId: gone })
    await withdrawRequest(db, owner, { id: gone })
    await makeRequest(world, firm)
  }
  const named = (name: string, { actor }: { actor: Actor }) => personas.push({ name, actor })
  named('a person of nothing', await makePerson(world))
  named('an owner', firms[0]!.owner)
  named('a member', await makeMember(world, firms[0]!.owner, ['member']))
  named('another owner', firms[1]!.owner)
  named('a loan officer', banks[0]!.loanOfficer)
  named('another bank’s owner', banks[1]!.owner)
  named('an officer', world.bureau.officer)
  named('a host', world.bureau.host)
  named('an administrator', world.bureau.admin)
})

test('everybody’s list of requests is what they may read of all requests', async () => {
  const { db } = world
  const all = await db
    .selectFrom('request')
    .select(['id', 'organization_id', 'state', 'audience'])
    .execute()
  for (const { name, actor } of personas) {
    const threads = await db
      .selectFrom('thread')
      .select('request_id')
      .where('institution_id', '=', actor?.organization?.id ?? crypto.randomUUID())
      .execute()
    const may = all.filter(({ id, organization_id, state, audience }) =>
      mayReadRequest(actor, {
        organizationId: organization_id,
        state: state as RequestState,
        audience: audience as RequestAudience,
        hasThread: threads.some((thread) => thread.request_id === id),
      }),
    )
    const listed = await listRequests(db, actor)
    expect([name, ...listed.map(({ id }) => id).sort()]).toEqual([
      name,
      ...may.map(({ id }) => id).sort(),
    ])
  }
})

test('everybody’s list of threads is what they may read of all threads', async () => {
  const { db } = world
  const all = await db
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .select(['thread.id', 'thread.institution_id', 'request.organization_id'])
    .execute()
  for (const { name, actor } of personas) {
    if (!actor?.organization) continue
    const may = all.filter((item) =>
      mayReadThread(actor, {
        institutionId: item.institution_id,
        enterpriseId: item.organization_id,
      }),
    )
    const listed = await listThreads(db, { ...actor, organization: actor.organization })
    expect([name, ...listed.map(({ id }) => id).sort()]).toEqual([
      name,
      ...may.map(({ id }) => id).sort(),
    ])
  }
})

test('an anonymous request names its enterprise to nobody who may not know', async () => {
  for (const { actor } of personas) {
    const allowed = actor?.organization?.kind !== 'institution'
    for (const request of await listRequests(world.db, actor)) {
      if (request.enterprise) continue
      expect(allowed).toBe(false)
    }
  }
})
