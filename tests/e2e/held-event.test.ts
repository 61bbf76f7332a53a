import { randomUUID } from 'node:crypto'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdrawRequest } from '#app/domain/request/write.server.ts'
import {
  addRound,
  moveSessionByHost,
  registerForSession,
  scheduleSession,
} from '#app/domain/session/write.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { askedFirst, testBrowser } from '../support/browser.ts'
import { makeRequest } from '../support/financing.ts'
import {
  type Bureau,
  type Institution,
  makeBureau,
  makeEnterprise,
  makeInstitution,
  type Organization,
  type Person,
} from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const browsers = testBrowser()
let site: Site
let bureau: Bureau
let firm: Organization
let banks: Institution[]

beforeAll(async () => {
  site = await openSite(world)
  bureau = await makeBureau(world)
  world.bureau = bureau
  firm = await makeEnterprise(world)
  banks = []
  for (const _ of [1, 2, 3, 4]) banks.push(await makeInstitution(world))
}, 120_000)
afterAll(() => site?.close())

const ask = ({ actor }: Person, id: string, type: string, body: object = {}) =>
  site.services.live.append(id, actor, { id: randomUUID(), type, body })

/** A live session with rounds of one request each; the second of three has none. */
async function live() {
  const host = bureau.host.actor
  const startsAt = new Date(world.db.now().getTime() + 3_600_000)
  const endsAt = new Date(startsAt.getTime() + 3_600_000)
  const id = await scheduleSession(world.db, host, {
    ...{ type: 'financing', title: '设备贷专场对接会', startsAt, endsAt },
  })
  const requestIds: string[] = []
  const roundIds: string[] = []
  for (const title of ['数控机床设备款', '另一项需求', '注塑机更新款']) {
    requestIds.push(await makeRequest(world, firm, { title }))
    const round = { title: `${title}专场`, minutes: 30, requestIds: requestIds.slice(-1) }
    roundIds.push(await addRound(world.db, host, id, round))
  }
  await world.db.deleteFrom('round_request').where('round_id', '=', roundIds[1]!).execute()
  await moveSessionByHost(world.db, host, id, 'publish')
  for (const { actor } of [firm.owner, ...banks.map(({ loanOfficer }) => loanOfficer)]) {
    await registerForSession(world.db, actor, id, { part: 'delegate' })
  }
  for (const type of ['open_lobby', 'go_live']) await ask(bureau.host, id, type)
  await ask(bureau.host, id, 'open_round', { roundId: roundIds[0] })
  return { id, requestIds, roundIds }
}

async function openAs(person: Person, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browsers.open(site.url, options)
  const url = site.url.replace('http:', 'https:')
  const cookie = { name: '__Host-lianqiao', value: person.token, url, secure: true }
  await page.context().addCookies([cookie])
  return page
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Keeps from a page what the server sends it, until it is let through. */
async function heldBack(page: Page) {
  let held: (() => void)[] | null = null
  await page.routeWebSocket(/\/realtime/, (client) => {
    const server = client.connectToServer()
    server.onMessage((message) => {
      const deliver = () => client.send(message)
      if (held) held.push(deliver)
      else deliver()
    })
  })
  return {
    hold: () => {
      held = []
    },
    letThrough: () => {
      const all = held ?? []
      held = null
      for (const deliver of all) deliver()
    },
    count: () => held?.length ?? 0,
  }
}

describe('A request that its firm takes back', () => {
  test('says first whom that ends, and what they stop reading', async () => {
    const requestId = await makeRequest(world, firm, { title: '厂房改造款' })
    await claim(world.db, banks[1]!.loanOfficer.actor, { requestId })
    const page = await openAs(firm.owner, { viewport: { width: 390, height: 844 } })
    await page.goto(`/requests/${requestId}`)
    await page.getByText('撤回需求…').click()
    await page.getByText(`${banks[1]!.name}的对接会随之结束`).waitFor()
    await page.getByText('对方即时停止查阅').waitFor()
    await button(page, '撤回需求').click()
    await page.getByText('已撤回').first().waitFor()
  })
})

describe('A session that was postponed', () => {
  test('is published again from the page where it is edited', async () => {
    const host = bureau.host.actor
    const startsAt = new Date(world.db.now().getTime() + 3_600_000)
    const times = { startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) }
    const id = await scheduleSession(world.db, host, {
      ...{ type: 'financing', title: '延期的对接会', ...times },
    })
    await moveSessionByHost(world.db, host, id, 'publish')
    await moveSessionByHost(world.db, host, id, 'postpone', '台风预警')
    const page = await openAs(bureau.host)
    await page.goto(`/sessions/${id}/edit`)
    await button(page, '重新发布').click()
    await page.getByRole('link', { name: '主持台' }).first().waitFor()
  })
})

describe('A request that its firm takes back during its round', () => {
  test('stands there as withdrawn, without a button; the host reads that nothing is left', async () => {
    const { id, requestIds } = await live()
    const page = await openAs(banks[0]!.loanOfficer, { viewport: { width: 390, height: 844 } })
    const console = await openAs(bureau.host)
    await page.goto(`/sessions/${id}/room`)
    await console.goto(`/sessions/${id}/console`)
    await button(page, '抢单').first().waitFor()
    await withdrawRequest(world.db, firm.owner.actor, { id: requestIds[0]! })
    await page.getByText('已撤回').first().waitFor()
    await page.getByText('本轮已没有可抢的需求，请等待下一轮。').waitFor()
    expect(await button(page, '抢单').count()).toBe(0)
    await console.getByText('本轮已没有可抢的需求，可以提前结束。').waitFor()
  })
})

describe('A race for a request', () => {
  test('tells the loser who was faster, until they have put it away', async () => {
    const { id, requestIds } = await live()
    const slow = banks[3]!
    const page = await openAs(slow.loanOfficer)
    const wire = await heldBack(page)
    await page.goto(`/sessions/${id}/room`)
    await page.getByRole('status').filter({ hasText: '实时' }).waitFor()
    await button(page, '抢单').first().waitFor()
    wire.hold()
    for (const { loanOfficer } of banks.slice(0, 3)) {
      await ask(loanOfficer, id, 'claim', { requestId: requestIds[0] })
    }
    await button(page, '抢单').first().click()
    await expect.poll(() => answered(slow.loanOfficer, id)).toBe(true)
    await expect.poll(wire.count).toBeGreaterThan(1)
    wire.letThrough()
    const result = page.getByRole('list', { name: '未成功的操作' })
    const lost = result.getByText(/晚了一步，由.*抢到/)
    await lost.waitFor()
    await button(page, '抢单').first().waitFor({ state: 'detached' })
    await page.reload()
    await lost.waitFor()
    await result.getByRole('button', { name: '知道了，关闭' }).click()
    await lost.waitFor({ state: 'detached' })
    await page
      .getByRole('region', { name: '我的抢单' })
      .getByText(/晚了一步/)
      .waitFor()
  })
})

/** Whether the market has answered a command of this person. */
async function answered({ personId }: Person, sessionId: string): Promise<boolean> {
  const row = await world.db
    .selectFrom('session_command')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .select('command_id')
    .executeTakeFirst()
  return row !== undefined
}

describe('Steps that take something away', () => {
  test('ask first and can be taken back, without scripts too; a round of nothing is passed over', async () => {
    const { id } = await live()
    const page = await openAs(bureau.host, { javaScriptEnabled: false })
    await page.goto(`/sessions/${id}/console`)
    await page.getByText('第 2 轮没有可抢的需求，将跳过。').waitFor()
    await askedFirst(page, '结束本轮', /第 1 轮仍在进行，还剩/)
    await page.getByText('第 3 轮 · 注塑机更新款专场').first().waitFor()
    await button(page, '恢复本轮').click()
    await page.getByText('结束本轮…').waitFor()
    await page.getByText('其他操作').click()
    await askedFirst(page, '进入洽谈', /第 3 轮还没有开/)
    await page.getByText('其他操作').click()
    await button(page, '回到会议').click()
    await page.getByText('第 3 轮 · 注塑机更新款专场').first().waitFor()
    await page.getByText('其他操作').click()
    await askedFirst(page, '结束会议', /结束后不能恢复/)
    await page.getByText('会议已结束，纪要与台账已生成。').waitFor()
    await page.goto(`/sessions/${id}`)
    await page
      .getByRole('row', { name: /第 2 轮/ })
      .getByText('未举行')
      .waitFor()
  })

  test('are left alone by Escape', async () => {
    const { id } = await live()
    const page = await openAs(bureau.host)
    await page.goto(`/sessions/${id}/console`)
    await page.getByRole('status').filter({ hasText: '实时' }).waitFor()
    const asks = page.locator('summary', { hasText: '结束本轮…' })
    await asks.focus()
    await page.keyboard.press('Enter')
    const lost = page.locator('details[open]').getByText(/第 1 轮仍在进行/)
    await lost.waitFor()
    await page.keyboard.press('Escape')
    await lost.waitFor({ state: 'detached' })
    expect(await asks.evaluate((summary) => summary === document.activeElement)).toBe(true)
  })
})

describe('Who is sent out', () => {
  test('reads why, and comes back when the host lets them in', async () => {
    const { id } = await live()
    const [host, guest] = [await openAs(bureau.host), await openAs(firm.owner)]
    await guest.goto(`/sessions/${id}/room`)
    await guest.getByRole('status').filter({ hasText: '实时' }).waitFor()
    await host.goto(`/sessions/${id}/console`)
    await host.getByRole('tab', { name: /参会者/ }).click()
    const line = host.getByRole('listitem').filter({ hasText: firm.name })
    await line.locator('summary').click()
    await line.getByLabel('原因（会告知对方）').fill('请勿发布广告')
    await line.getByRole('button', { name: '请出会场', exact: true }).click()
    await host.getByText('已请出 1 人').waitFor()
    await guest.getByText('您已不在本场会议中。').waitFor()
    await guest.getByRole('link', { name: '查看原因' }).click()
    await guest.getByText('请勿发布广告').waitFor()
    await button(host, '重新接纳').click()
    await guest.getByRole('link', { name: '进入会场' }).first().click()
    await guest.getByRole('status').filter({ hasText: '实时' }).waitFor()
  })
})
