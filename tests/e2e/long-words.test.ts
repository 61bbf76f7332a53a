import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addItem,
  addRound,
  makeScreenLink,
  moveSessionByHost,
  registerForSession,
  scheduleSession,
} from '#app/domain/session/write.server.ts'
import { testBrowser } from '../support/browser.ts'
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

/** The longest words that may be written: links without a space, names, titles. */
const link = (length: number) =>
  `https://mp.weixin.qq.com/s?${'a1B2c3'.repeat(100)}`.slice(0, length)
const name =
  '南昌市青山湖区先进制造业产业链上下游协同创新与数字化转型服务示范基地建设运营管理有限责任公司及其关联合作单位'
const words = {
  session:
    '二〇二六年青山湖区先进制造业与现代服务业深度融合发展专题政银企对接会暨专精特新中小企业融资需求集中发布与金融机构现场抢单活动第八场（含云上分会场及街道分会场同步直播）',
  round:
    '先进制造、电子信息、汽车零部件、生物医药、绿色食品与现代物流六大产业链流动资金与设备更新融资需求联合抢单专场',
  announcement:
    '请各分会场注意：第一轮抢单将于三分钟后开始，请客户经理提前登录并核对本机构名称；抢到后请在三个工作日内联系企业，并在对接单中记录；如遇网络中断请不要关闭页面，重连后会自动补齐，未送达的抢单以服务器时间为准，感谢各单位的支持与配合，祝大家顺利。',
}

const world = testWorld()
const browsers = testBrowser()
let site: Site
let bureau: Bureau
let firm: Organization
let banks: Institution[]
let id: string
let screenPath: string

const inRoom = async ({ actor }: Person, type: string, body: object = {}) => {
  const command = { id: randomUUID(), type, body }
  expect(await site.services.live.append(id, actor, command)).toMatchObject({ ok: true })
}

beforeAll(async () => {
  site = await openSite(world)
  bureau = await makeBureau(world)
  world.bureau = bureau
  const host = bureau.host.actor
  firm = await makeEnterprise(world, { name: name.slice(0, 56) })
  banks = []
  for (const _ of [1, 2, 3]) banks.push(await makeInstitution(world))
  const startsAt = new Date(world.db.now().getTime() + 3_600_000)
  id = await scheduleSession(world.db, host, {
    type: 'financing',
    title: words.session.slice(0, 80),
    summary: link(420),
    place: link(120),
    startsAt,
    endsAt: new Date(startsAt.getTime() + 7_200_000),
  })
  await addItem(world.db, host, id, { kind: 'words', title: link(80), minutes: 5 })
  const requestIds: string[] = []
  for (let n = 0; n < 14; n++) {
    const terms = { title: link(60), purpose: link(420), amountFen: 12_345.67 }
    requestIds.push(await makeRequest(world, firm, terms))
  }
  const round = { title: words.round.slice(0, 60), minutes: 60, requestIds }
  const roundId = await addRound(world.db, host, id, round)
  await moveSessionByHost(world.db, host, id, 'publish')
  const guests = [firm.owner, ...banks.map(({ loanOfficer }) => loanOfficer)]
  for (const { actor } of guests) {
    await registerForSession(world.db, actor, id, { part: 'delegate', note: link(300) })
  }
  await inRoom(bureau.host, 'open_lobby')
  for (const { actor } of guests) await site.services.live.enter(id, actor)
  await inRoom(bureau.host, 'go_live')
  await inRoom(bureau.host, 'open_round', { roundId })
  await inRoom(bureau.host, 'stage', { requestId: requestIds[0] })
  await inRoom(bureau.host, 'announce', { text: words.announcement.slice(0, 120) })
  await inRoom(firm.owner, 'say', { text: link(420) })
  await inRoom(firm.owner, 'say', { text: link(420), toHosts: true })
  for (const [n, { loanOfficer }] of banks.entries()) {
    for (const requestId of requestIds.slice(0, 3 + n)) {
      await inRoom(loanOfficer, 'claim', { requestId })
    }
  }
  screenPath = `/sessions/${id}/screen?token=${await makeScreenLink(world.db, host, id)}`
}, 120_000)
afterAll(() => site?.close())

async function openAs(person: Person | null, width: number, height: number): Promise<Page> {
  const page = await browsers.open(site.url, { viewport: { width, height } })
  const url = site.url.replace('http:', 'https:')
  if (person) {
    const cookie = { name: '__Host-lianqiao', value: person.token, url, secure: true }
    await page.context().addCookies([cookie])
  }
  return page
}

const sizeOf = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    return { width: scrollWidth, height: scrollHeight }
  })

const pages = (): [string, Person, string][] => [
  ['a firm in the room', firm.owner, `/sessions/${id}/room`],
  ['a bank in the room', banks[0]!.loanOfficer, `/sessions/${id}/room`],
  ['the host at the console', bureau.host, `/sessions/${id}/console`],
  ['a firm on the session’s page', firm.owner, `/sessions/${id}`],
  ['the host on the session’s page', bureau.host, `/sessions/${id}`],
  ['the host at the plan', bureau.host, `/sessions/${id}/edit`],
  ['the host at the list of guests', bureau.host, `/sessions/${id}/people`],
  ['the host at the door', bureau.host, `/sessions/${id}/check-in`],
]

describe('The longest words', () => {
  test.each([
    [390, 844],
    [1440, 900],
  ])('widen no page of a session on a window of %i by %i', async (width, height) => {
    const wide: string[] = []
    for (const [label, person, path] of pages()) {
      const page = await openAs(person, width, height)
      await page.goto(path)
      const size = await sizeOf(page)
      if (size.width > width) wide.push(`${label}: ${size.width}`)
      await page.context().close()
    }
    expect(wide).toEqual([])
  })

  test('leave the room and the console as high as their window', async () => {
    for (const [label, person, path] of pages().slice(0, 3)) {
      const page = await openAs(person, 1440, 900)
      await page.goto(path)
      await page.getByRole('timer').waitFor()
      expect(`${label}: ${(await sizeOf(page)).height}`).toBe(`${label}: 900`)
      await page.mouse.move(720, 30)
      await page.mouse.wheel(0, 2000)
      expect(await page.evaluate(() => window.scrollY)).toBe(0)
      await page.context().close()
    }
  })
})

/** Elements with words of which a part is out of sight. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const faults: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('main h1, main p, main li')) {
      const box = element.getBoundingClientRect()
      const panel = element.closest('ol, section')?.getBoundingClientRect()
      // A line that doesn't fit stands beside its panel, as a whole.
      if (element.matches('li') && panel && box.left >= panel.right) continue
      const isCut = element.scrollHeight > element.clientHeight + 1
      if (isCut && getComputedStyle(element).overflowY !== 'visible')
        faults.push(`${element.textContent?.slice(0, 30)} is cut in its line`)
      const bottom = Math.min(innerHeight, panel?.bottom ?? innerHeight)
      if (box.bottom > bottom + 1 || box.right > innerWidth + 1)
        faults.push(`${element.textContent?.slice(0, 30)} ends at ${box.bottom} of ${bottom}`)
    }
    return faults
  })

describe('The big screen', () => {
  test.each([
    [1920, 1080],
    [1366, 768],
  ])('shows the longest title, round and announcement whole at %i by %i', async (width, height) => {
    const page = await openAs(null, width, height)
    await page.goto(screenPath)
    await page.getByText('请各分会场注意').waitFor()
    expect(await sizeOf(page)).toEqual({ width, height })
    expect(await cutOff(page)).toEqual([])
    const inSight = await page
      .locator('main section:has(h2:text("抢单快报")) li')
      .first()
      .isVisible()
    expect(inSight).toBe(true)
  })
})
