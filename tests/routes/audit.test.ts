import { beforeAll, describe, expect, test } from 'vitest'
import type { Acting } from '#app/domain/actor.ts'
import { isBureau, isVerified, roles } from '#app/domain/actor.ts'
import { checkAudit } from '#app/domain/audit/check.server.ts'
import { sealAudit } from '#app/domain/audit/seal.server.ts'
import { publishRequest, withdrawRequest } from '#app/domain/request/write.server.ts'
import { audiencesOf } from '#app/domain/search/audience.ts'
import { mayListen } from '#app/domain/session/topics.server.ts'
import { accesses } from '#app/http/access.ts'
import * as page from '#app/routes/bureau.audit.tsx'
import * as file from '#app/routes/bureau.audit[.]csv.ts'
import * as desk from '#app/routes/desk.tsx'
import * as notices from '#app/routes/notices.tsx'
import { makeRequest } from '../support/financing.ts'
import {
  type Bureau,
  makeBureau,
  makeEnterprise,
  makeMember,
  type Organization,
  type Person,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
let bureau: Bureau
let auditor: Person<Acting>
let firm: Organization
let requestId: string

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
  auditor = await makeMember(world, bureau.admin, ['auditor'], '审计员')
  firm = await makeEnterprise(world)
  requestId = await makeRequest(world, firm)
})

const look = (search = '', as: Person = auditor) =>
  visit(services, page, { path: `/bureau/audit?${search}`, as })

describe('An auditor', () => {
  test('reads the trail with names beside ids, page by page, and finds by person, organisation, verb, subject and day', async () => {
    while ((await sealAudit(world.db))! > 0);
    const { data } = await look(`kind=request&id=${requestId}`)
    const verbs = data.rows.map(({ verb }: { verb: string }) => verb)
    expect(verbs).toContain('publish')
    expect(data.rows[0]).toMatchObject({ subject: { kind: 'request', id: requestId } })
    expect(data.rows.every(({ seq }: { seq: number | null }) => seq !== null)).toBe(true)

    const found = async (search: string) =>
      (await look(search)).data.rows as { personId: string; organizationId: string; id: string }[]
    const { personId, name, contact } = firm.owner
    for (const person of [personId, name, contact.value]) {
      const rows = await found(`person=${encodeURIComponent(person)}`)
      expect(rows.map((row) => row.personId)).toContain(personId)
    }
    for (const organization of [firm.id, firm.name]) {
      const rows = await found(`organization=${encodeURIComponent(organization)}`)
      expect(new Set(rows.map((row) => row.organizationId))).toEqual(new Set([firm.id]))
    }
    expect(await found('to=2020-01-01')).toEqual([])
    expect((await found('verb=publish')).length).toBeGreaterThan(0)

    const all: string[] = []
    for (let before = ''; ; ) {
      const { data: part } = await look(before && `before=${before}`)
      all.push(...part.rows.map(({ id }: { id: string }) => id))
      if (!part.older) break
      before = part.older
    }
    const { rows } = await world.db
      .selectFrom('audit')
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    expect(all).toHaveLength(Number(rows))
    expect(new Set(all).size).toBe(all.length)
  })

  test('takes a filtered part away as a file, which the trail itself tells', async () => {
    const query = new URLSearchParams({ verb: 'publish', person: '某人' })
    const before = await visit(services, file, {
      path: `/bureau/audit.csv?kind=request&id=${requestId}`,
      as: auditor,
    })
    expect(before.headers.get('Content-Disposition')).toContain('audit.csv')
    await visit(services, file, { path: `/bureau/audit.csv?${query}`, as: auditor })
    const { data } = await look('verb=export_audit')
    expect(data.rows).toHaveLength(2)
    expect(data.rows[0].detail).toMatchObject({ verb: 'publish', by_person: true })
    expect(JSON.stringify(data.rows)).not.toContain('某人')
  })

  test('sees how far the chain is sealed and whether the last check found it whole, and asks for another', async () => {
    await checkAudit(world.db)
    const { data } = await look()
    expect(data.seal.checked).toMatchObject({ broken: 0 })
    expect(data.seal.head.seq).toBeGreaterThanOrEqual(data.seal.checked.head.seq)
    const asked = await visit(services, page, {
      path: '/bureau/audit',
      as: auditor,
      post: { intent: 'check' },
    })
    expect(asked.reply.done).toBe('audit_check')
  })

  test('alone reads it: the bureau’s other people and everybody else are refused', async () => {
    for (const as of [bureau.admin, bureau.officer, bureau.host, firm.owner]) {
      expect((await look('', as)).status).toBe(403)
      expect((await visit(services, file, { path: '/bureau/audit.csv', as })).status).toBe(403)
    }
  })

  test('can do nothing else: no access but to the trail and their own account, no office, no queue, no verb', async () => {
    const { actor } = auditor
    const open = Object.entries(accesses).flatMap(([name, may]) => (may(actor) ? [name] : []))
    expect(open).toEqual(['everyone', 'self', 'person', 'auditor'])
    expect(isVerified(actor)).toBe(false)
    expect(isBureau(actor, ...roles)).toBe(false)
    expect((await visit(services, desk, { path: '/desk', as: auditor })).status).toBe(403)
    for (const topic of [
      'bureau',
      `desk:${bureau.id}`,
      `consents:${bureau.id}`,
      `request:${requestId}`,
    ]) {
      expect(await mayListen(world.db, actor, topic), topic).toBe(false)
    }
    const told = await visit(services, notices, { path: '/notices', as: auditor })
    const personal = await world.db
      .selectFrom('notice')
      .select('id')
      .where('person_id', '=', auditor.personId)
      .execute()
    expect(told.data.notices).toHaveLength(personal.length)
    expect(
      await refusalOf(publishRequest(world.db, actor, { id: requestId, version: 2 })),
    ).toBeDefined()
    expect(await refusalOf(withdrawRequest(world.db, actor, { id: requestId }))).toBeDefined()
    expect(audiencesOf(actor)).toEqual(['public'])
  })
})
