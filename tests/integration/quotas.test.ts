import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { appendAudit } from '#app/domain/audit-log.server.ts'
import { askToJoin, withdrawJoin } from '#app/domain/membership/write.server.ts'
import { transact } from '#db'
import { makeBureau, makeEnterprise, makePerson, type Person } from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()

const ask = async (person: Person, organizationId: string) => {
  const id = await askToJoin(world.db, person.actor, { organizationId, note: '我是新来的会计' })
  await withdrawJoin(world.db, person.actor, id)
}

const noticesOf = async (person: Person) => {
  const { rows } = await world.database.pool.query(
    "select 1 from notice where person_id = $1 and kind = 'join_asked'",
    [person.personId],
  )
  return rows.length
}

/** Makes or moves something, as any verb does. */
const step = (person: Person, noun: string, id: string, from: string | null) =>
  transact(world.db, (tx) =>
    appendAudit(tx, person.actor, {
      verb: 'submit',
      subject: { kind: noun, id },
      transition: { from, to: 'submitted' },
    }),
  )

describe('Nobody can make the market’s tables grow without measure', () => {
  test('a stranger who asks and takes back again and again is stopped after a few times', async () => {
    const firm = await makeEnterprise(world)
    const stranger = await makePerson(world)
    for (let times = 0; times < 5; times++) await ask(stranger, firm.id)
    expect(await refusalOf(ask(stranger, firm.id))).toMatchObject({
      refusal: 'too_many',
      message: 'too_many_made',
      retryAfter: 3600,
    })
  })

  test('a stranger who makes many at once is stopped at the same number', async () => {
    const stranger = await makePerson(world)
    const made = await Promise.allSettled(
      Array.from({ length: 12 }, () => step(stranger, 'join_request', randomUUID(), null)),
    )
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  })

  test('the owner has one unread notice of it, however often somebody asks', async () => {
    const firm = await makeEnterprise(world)
    const stranger = await makePerson(world)
    for (let times = 0; times < 4; times++) await ask(stranger, firm.id)
    expect(await noticesOf(firm.owner)).toBe(1)
  })

  test('who was read about may be read about again', async () => {
    const firm = await makeEnterprise(world)
    await ask(await makePerson(world), firm.id)
    await world.database.pool.query(
      'insert into notice_read (notice_id, person_id, read_at) select id, person_id, now() from notice where person_id = $1',
      [firm.owner.personId],
    )
    await ask(await makePerson(world), firm.id)
    expect(await noticesOf(firm.owner)).toBe(2)
  })

  test('the same step on the same thing is refused once it is no work any more', async () => {
    const { owner, id } = await makeEnterprise(world)
    for (let times = 0; times < 20; times++) await step(owner, 'request', id, 'draft')
    const again = step(owner, 'request', id, 'draft')
    expect(await refusalOf(again)).toMatchObject({ refusal: 'too_many' })
    await step(owner, 'request', crypto.randomUUID(), 'draft')
  })

  test('what one person made is nobody else’s, and the bureau’s work on what is others’ isn’t counted', async () => {
    const [one, other] = [await makePerson(world), await makePerson(world)]
    for (let times = 0; times < 5; times++) {
      await step(one, 'organization', crypto.randomUUID(), null)
    }
    expect(await refusalOf(step(one, 'organization', crypto.randomUUID(), null))).toMatchObject({
      refusal: 'too_many',
    })
    await step(other, 'organization', crypto.randomUUID(), null)
    const { officer } = await makeBureau(world)
    for (let times = 0; times < 12; times++) {
      await step(officer, 'organization', crypto.randomUUID(), null)
    }
  })
})
