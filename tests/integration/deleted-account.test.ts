import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePost } from '#app/domain/conversation/write.server.ts'
import { deleteAccount } from '#app/domain/privacy/write.server.ts'
import { rejectApplication, submitOrganization } from '#app/domain/standing/write.server.ts'
import { assignThread } from '#app/domain/thread/write/assign.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { connect, sql } from '#db'
import { makeRequest } from '../support/financing.ts'
import {
  makeBureau,
  makeDraft,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePdf,
  type Person,
  refresh,
} from '../support/people.ts'
import { makeSession, register } from '../support/sessions.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let site: Site
/** What somebody opens that named a person who deleted their account since, by what it is. */
const places: Record<string, { path: string; as: Person; times?: number }> = {}

const read = async (path: string, as: Person, language: string): Promise<string> => {
  const headers = { Cookie: `__Host-lianqiao=${as.token}; lianqiao-locale=${language}` }
  const answer = await fetch(site.url + path, { headers })
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}

beforeAll(async () => {
  const { db } = world
  site = await openSite(world)
  const bureau = await makeBureau(world)
  world.bureau = bureau
  const auditor = await makeMember(world, bureau.admin, ['auditor'])
  const firm = await makeEnterprise(world)
  const bank = await makeInstitution(world)
  const leaver = await makeMember(world, bank.owner, ['loan_officer'])
  const ended = await makeMember(world, bank.owner, ['loan_officer'])
  const threadOf = async (as: typeof leaver) => {
    const requestId = await makeRequest(world, firm)
    return (await claim(db, as.actor, { requestId })).threadId
  }
  const threadId = await threadOf(leaver)
  await writePost(db, leaver.actor, {
    ...{ subject: { kind: 'thread' as const, id: threadId }, text: '请准备报表', files: [] },
  })
  const to = { personId: bank.loanOfficer.personId, organizationId: bank.id }
  await assignThread(db, bank.owner.actor, { threadId, ...to })
  const settledId = await threadOf(ended)

  const owner = connect({ url: world.ownerUrl, poolSize: 1 })
  await sql`update thread set state = 'settled' where id = ${settledId}`.execute(owner.db)
  await sql`insert into receipt (organization_id, reader_id, person_id, basis, subject_kind, subject_id, fields, at)
    values (${firm.id}, ${bank.id}, ${leaver.personId}, 'review', 'request', ${threadId}, '{contact}', now())`.execute(
    owner.db,
  )
  const sessionId = await makeSession(world, bureau)
  await register(world, leaver, sessionId)
  await sql`update registration set state = 'attended' where session_id = ${sessionId}`.execute(
    owner.db,
  )
  await owner.close()

  const draft = await makeDraft(world)
  const id = await submitOrganization(db, draft.owner.actor, draft.id, {
    ...{ licence: makePdf(), note: null },
  })
  await rejectApplication(db, bureau.officer.actor, { id, version: 1, reason: '材料不符' })

  for (const gone of [leaver, ended, draft.owner]) {
    await deleteAccount(db, (await refresh(world, gone)).actor)
  }
  Object.assign(places, {
    'the course and the conversation of a thread': {
      ...{ path: `/threads/${threadId}`, as: firm.owner, times: 2 },
    },
    'who holds a thread': { path: `/threads/${settledId}`, as: firm.owner },
    receipts: { path: '/consents/receipts', as: firm.owner },
    'receipts as a file': { path: '/consents/receipts.csv', as: firm.owner },
    'who registered': { path: `/sessions/${sessionId}`, as: bureau.host },
    'who registered, as a file': {
      path: `/sessions/${sessionId}/registrations.csv`,
      as: bureau.host,
    },
    'an application and the course of an organisation': {
      ...{ path: `/bureau/standing/${draft.id}`, as: bureau.officer, times: 2 },
    },
    'the trail': { path: `/bureau/audit?person=${leaver.personId}`, as: auditor },
    'the trail as a file': { path: `/bureau/audit.csv?person=${leaver.personId}`, as: auditor },
  })
}, 120_000)
afterAll(() => site?.close())

test('a deleted account is named as one, in the reader’s language, wherever it is named', async () => {
  for (const [what, { path, as, times = 1 }] of Object.entries(places)) {
    const words = { 'zh-CN': '已注销用户', en: 'Deleted account' }
    for (const [language, word] of Object.entries(words)) {
      const found = (await read(path, as, language)).split(word).length - 1
      expect.soft(found, `${what} (${language})`).toBeGreaterThanOrEqual(times)
    }
  }
})
