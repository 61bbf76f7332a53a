import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSignInFor, revokeOtherSignIns } from '#app/domain/account/write.server.ts'
import { grantConsent, revokeConsent } from '#app/domain/consent/write.server.ts'
import { changeRoles, endMembership } from '#app/domain/membership/write.server.ts'
import { suspendOrganization } from '#app/domain/standing/write.server.ts'
import { callApi, giveToken } from '../../support/api.ts'
import { makeRequest } from '../../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
} from '../../support/people.ts'
import { command, makeSession, register } from '../../support/sessions.ts'
import { openSite, type Site } from '../../support/site.ts'
import { openWire, type Wire } from '../../support/wire.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
let here: Site
let there: Site
let bureau: Bureau
let bank: Institution
let firm: Organization
let session: string
const wires: Wire[] = []

beforeAll(async () => {
  here = await openSite(world)
  there = await openSite(world)
  bureau = world.bureau = await makeBureau(world)
  firm = await makeEnterprise(world)
})
beforeEach(async () => {
  bank = await makeInstitution(world)
  session = await makeSession(world, bureau)
  await register(world, bank.loanOfficer, session)
  const host = bureau.host.actor
  const opened = await here.services.live.append(session, host, command('open_lobby'))
  expect(opened.ok).toBe(true)
})
afterAll(async () => {
  for (const wire of wires) wire.close()
  await there?.close()
  await here?.close()
})

/** A connection to the other node, in the room. */
async function enter(who: Parameters<typeof openWire>[1]): Promise<Wire> {
  const wire = await openWire(there.url, who)
  wires.push(wire)
  expect(await wire.ask('join', { room: session, since: null })).toMatchObject({ ok: true })
  return wire
}

const page = async (path: string, token: string) => {
  const headers = { cookie: `__Host-lianqiao=${token}` }
  return (await fetch(there.url + path, { headers, redirect: 'manual' })).status
}

describe('What is taken away on one node is gone on the other', () => {
  test('sign-ins elsewhere end with their pages, their rooms and their programs', async () => {
    const { actor, personId } = bank.loanOfficer
    const elsewhere = await openSignInFor(world.db, personId, { agent: null, address: null })
    const program = await giveToken(world, bank.loanOfficer)
    const [browser, system] = [await enter(elsewhere), await enter({ program })]
    expect(await page('/account', elsewhere.token)).toBe(200)
    expect(await callApi(there.url, '/me', { token: program })).toMatchObject({ status: 200 })
    await revokeOtherSignIns(here.services.db, actor)
    await Promise.all([browser, system].map((wire) => wire.until(/"stopped".*"signed_out"/s)))
    expect(await page('/account', elsewhere.token)).toBe(302)
    expect(await callApi(there.url, '/me', { token: program })).toMatchObject({ status: 401 })
    expect(await page('/account', bank.loanOfficer.token)).toBe(200)
  })

  test('who no longer lends takes no request, by whatever page, room or program', async () => {
    const { personId } = bank.loanOfficer
    const program = await giveToken(world, bank.loanOfficer)
    const requestId = await makeRequest(world, firm)
    const wire = await enter({ program })
    const membership = await world.db
      .selectFrom('membership')
      .select('id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow()
    const roles = ['branch_manager' as const]
    await changeRoles(here.services.db, bank.owner.actor, { membershipId: membership.id, roles })
    // Whose rights changed comes in again, as who they are now.
    await wire.closed
    const me = await callApi(there.url, '/me', { token: program })
    expect(me.body.organization.roles).toEqual(roles)
    const again = await enter({ program })
    await endMembership(here.services.db, bank.owner.actor, membership.id)
    await again.until(/"stopped"/)
    const path = `/requests/${requestId}/claims`
    const claim = { token: program, method: 'POST', body: {} }
    expect((await callApi(there.url, path, claim)).status).toBe(401)
  })

  test('a suspended institution is out of the room, and its programs act for nobody', async () => {
    const program = await giveToken(world, bank.loanOfficer)
    const wire = await enter(bank.loanOfficer)
    expect((await callApi(there.url, '/threads', { token: program })).status).toBe(200)
    const officer = bureau.officer.actor
    await suspendOrganization(here.services.db, officer, bank.id, '许可到期')
    await wire.until(/"stopped"/)
    expect((await callApi(there.url, '/threads', { token: program })).status).toBe(403)
  })

  test('a withdrawn consent is told to the open page, which then shows nothing any more', async () => {
    const until = '2030-12-31'
    const { id } = await grantConsent(world.db, firm.owner.actor, {
      institutionId: bank.id,
      source: 'dossier',
      purpose: 'pre_approval',
      fields: ['contact', 'revenue'],
      until,
    })
    const wire = await openWire(there.url, bank.loanOfficer)
    wires.push(wire)
    const topics = [`consent:${id}`]
    expect(await wire.ask('listen', { topics })).toMatchObject({ topics })
    await revokeConsent(here.services.db, firm.owner.actor, id)
    await wire.until(new RegExp(`"topic":"consent:${id}"`))
    const { rows } = await readReceipts(id)
    expect(await page(`/consents/${id}`, bank.loanOfficer.token)).toBe(200)
    expect((await readReceipts(id)).rows).toEqual(rows)
  })
})

/** A read of private fields leaves one; a page that shows none leaves none. */
const readReceipts = async (consentId: string) => ({
  rows: await world.db
    .selectFrom('receipt')
    .select('id')
    .where('consent_id', '=', consentId)
    .execute(),
})
