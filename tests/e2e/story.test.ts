import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { demoPassword } from '#app/cli/seed/cast.ts'
import { askedFirst, signIn, testBrowser } from '../support/browser.ts'
import { testDeployment } from '../support/deployment.ts'

const browsers = testBrowser()
const deployment = testDeployment(2)

interface Cast {
  enterprise: Page
  bankA: Page
  bankB: Page
  host: Page
}

async function openFour(): Promise<Cast> {
  const enter = async (account: string) => {
    const page = await browsers.open(deployment.url)
    await signIn(page, `${account}@example.com`, demoPassword)
    return page
  }
  const [enterprise, bankA, bankB, host] = await Promise.all(
    ['enterprise', 'bank-a', 'bank-b', 'host'].map(enter),
  )
  return { enterprise: enterprise!, bankA: bankA!, bankB: bankB!, host: host! }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** The enterprise says what it needs; an officer publishes it. */
async function publishRequest(cast: Cast, title: string): Promise<void> {
  const { enterprise } = cast
  await enterprise.goto('/requests/new')
  await enterprise.getByLabel('需求标题').fill(title)
  await enterprise.getByLabel('融资金额').fill('260')
  await enterprise
    .getByLabel('资金用途')
    .fill('采购一台电火花机床与配套夹具，交付汽车内饰模具订单。')
  await enterprise.getByLabel('信用').check()
  await enterprise.getByLabel('联系人', { exact: true }).fill('周锐')
  await enterprise.getByLabel('联系电话').fill('13812345678')
  await button(enterprise, '保存草稿').click()
  await button(enterprise, '提交审核').click()
  await enterprise.getByText('已提交，请等待审核。').waitFor()
  const officer = await browsers.open(deployment.url)
  await signIn(officer, 'officer@example.com', demoPassword)
  await officer.goto('/bureau/reviews')
  await officer.getByRole('link', { name: title }).click()
  await button(officer, '审核通过并公开').click()
  await officer.getByText('已公开。').waitFor()
  await officer.context().close()
}

/** The host plans a session over the request; everybody registers and comes in; the host goes live. */
async function gather(cast: Cast, requestTitle: string, sessionTitle: string): Promise<string> {
  const { host, enterprise, bankA, bankB } = cast
  await host.goto('/sessions/new')
  await host.getByLabel('名称').fill(sessionTitle)
  await host.getByLabel('开始时间').fill('2030-05-20T14:00')
  await host.getByLabel('结束时间').fill('2030-05-20T16:00')
  await button(host, '保存草稿').click()
  await host.waitForURL(uuidInPath)
  const id = uuidInPath.exec(host.url())![1]!
  await host.goto(`/sessions/${id}/edit`)
  await host.getByLabel(new RegExp(requestTitle)).check()
  await host.getByLabel('轮次名称').fill('设备贷专场')
  await button(host, '安排一轮').click()
  await host.getByText('第 1 轮 · 设备贷专场').first().waitFor()
  await host.goto(`/sessions/${id}`)
  await button(host, '发布').click()
  await button(host, '发布').waitFor({ state: 'detached' })
  const guests = [enterprise, bankA, bankB]
  await Promise.all(
    guests.map(async (page) => {
      await page.goto(`/sessions/${id}`)
      await button(page, '报名').click()
      await page.getByText('您已报名').waitFor()
    }),
  )
  await host.goto(`/sessions/${id}/console`)
  await button(host, '开放候场').click()
  await button(host, '开始会议').waitFor()
  await Promise.all(
    guests.map(async (page) => {
      await page.goto(`/sessions/${id}/room`)
      await live(page)
    }),
  )
  await button(host, '开始会议').click()
  await button(host, '开始抢单').first().click()
  await Promise.all(guests.map((page) => page.getByRole('timer').waitFor()))
  return id
}

/** The page says that it is connected. */
const live = (page: Page) => page.getByRole('status').filter({ hasText: '实时' }).waitFor()

const claim = async (page: Page) => {
  await button(page, '抢单').first().click()
  await page.getByRole('link', { name: /已抢到/ }).waitFor()
}

/** From the room to the money: an offer, its acceptance, what both sides say was paid out. */
async function agree({ enterprise, bankA }: Cast, requestTitle: string): Promise<void> {
  await bankA.getByRole('link', { name: /已抢到/ }).click()
  await bankA.getByText('13812345678').waitFor()
  await bankA.getByText('出具方案').first().click()
  await bankA.getByLabel('授信金额').fill('240')
  await bankA.getByLabel('年化利率').fill('3.55')
  await button(bankA, '出具方案').click()
  await bankA.getByText('方案已发给企业。').waitFor()
  await enterprise.goto('/desk')
  await enterprise
    .getByRole('link', { name: new RegExp(requestTitle) })
    .first()
    .click()
  await button(enterprise, '接受方案').click()
  await enterprise.getByText('已接受，请等待放款。').waitFor()
  await bankA.reload()
  for (const [page, words] of [
    [bankA, '已记录，等对方确认同一金额。'],
    [enterprise, '双方金额一致，已计入台账。'],
  ] as const) {
    await page.reload()
    await page.getByLabel('实际放款金额').fill('240')
    await page.getByLabel('放款日期').fill('2026-01-15')
    await button(page, '确认放款').click()
    await page.getByText(words).waitFor()
  }
}

/** The row of the ledger, as the enterprise and the bureau both read it. */
async function expectInLedger({ enterprise, host }: Cast, requestTitle: string): Promise<void> {
  for (const page of [enterprise, host]) {
    await page.goto('/ledger')
    const row = page
      .getByRole('row')
      .filter({ hasText: requestTitle })
      .filter({ hasText: '已放款' })
    expect(await row.innerText()).toMatch(
      /260\s*万元[\s\S]*240\s*万元[\s\S]*3\.55%[\s\S]*240\s*万元/,
    )
  }
}

const uuidInPath = /\/sessions\/([0-9a-f-]{36})/

describe('an SME finds money', () => {
  test('a visitor finds the bank’s product and the companies of the market', async () => {
    const visitor = await browsers.open(deployment.url)
    await visitor.goto('/')
    await visitor.getByRole('searchbox').first().fill('专精特新信用贷')
    await visitor.keyboard.press('Enter')
    await visitor
      .getByRole('link', { name: /专精特新信用贷/ })
      .first()
      .click()
    await visitor.getByRole('heading', { level: 1, name: /^专精特新信用贷（演示）$/ }).waitFor()
    await visitor.goto('/search?q=ruicheng&kind=organization')
    await visitor
      .getByRole('link', { name: /锐成模具/ })
      .first()
      .waitFor()
  })

  test('on two nodes: requested, raced for, offered, accepted, and in the ledger', async () => {
    const cast = await openFour()
    await publishRequest(cast, '电火花机床设备款')
    await gather(cast, '电火花机床设备款', '设备贷专场对接会')
    await Promise.all([claim(cast.bankA), claim(cast.bankB)])
    await cast.enterprise.getByText('已抢 2/3').waitFor()
    await agree(cast, '电火花机床设备款')
    await askedFirst(cast.host, '结束本轮', /仍在进行/)
    await askedFirst(cast.host, '结束会议', /结束后不能恢复/)
    await cast.bankB.getByText('会议已结束').first().waitFor()
    await expectInLedger(cast, '电火花机床设备款')
  })

  test('and again with one of the nodes killed in the middle of the claim round', async () => {
    const cast = await openFour()
    await publishRequest(cast, '注塑机更新款')
    const id = await gather(cast, '注塑机更新款', '夜间加场对接会')
    await claim(cast.bankB)
    await deployment.nodes[0]!.kill()
    await Promise.all([cast.bankA, cast.bankB, cast.enterprise, cast.host].map(live))
    await claim(cast.bankA)
    await cast.enterprise.getByText('已抢 2/3').waitFor()
    await agree(cast, '注塑机更新款')
    await expectInLedger(cast, '注塑机更新款')
    await cast.host.goto(`/sessions/${id}/console`)
    await askedFirst(cast.host, '结束本轮', /仍在进行/)
  })
})
