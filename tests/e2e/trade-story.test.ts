import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoPassword } from '#app/cli/seed/cast.ts'
import { signIn, testBrowser } from '../support/browser.ts'
import { testDeployment } from '../support/deployment.ts'
import { isIndexed } from '../support/search.ts'

const browsers = testBrowser()
const deployment = testDeployment(1)

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const title = '座椅调角器壳体冲压外协'

async function enter(account: string, options = {}): Promise<Page> {
  const page = await browsers.open(deployment.url, options)
  await signIn(page, `${account}@example.com`, demoPassword)
  return page
}

/** A small photograph. */
const photo = {
  name: '样件.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** The chain leader says what it seeks, adds a picture and submits it; an officer publishes it. */
async function publish(leader: Page): Promise<string> {
  await leader.goto('/listings')
  await leader.getByRole('link', { name: '发布需求' }).click()
  await leader.getByLabel('产能').check()
  await leader.getByLabel('标题').fill(title)
  await leader
    .getByLabel('详细说明')
    .fill('调角器壳体冲压件年度外协，来料加工，先打样两百件，合格后签年度合同。')
  await leader.getByLabel('规格参数').fill('材料：SAPH440\n料厚：2.5 mm')
  await leader.getByLabel('数量').fill('120000')
  await leader.getByLabel('单位').fill('件')
  await leader.getByLabel('最高预算').fill('180')
  await leader.getByLabel('要求的资质').fill('IATF 16949')
  await button(leader, '保存草稿').click()
  await leader.getByLabel('图片').setInputFiles(photo)
  await button(leader, '上传图片').click()
  await leader.getByText('图片已上传。').waitFor()
  await button(leader, '提交审核').click()
  await leader.getByText('已提交，请等待审核。').waitFor()
  const officer = await enter('officer')
  await officer.goto('/bureau/listings')
  await officer.getByRole('link', { name: title }).click()
  await officer.getByText('没有发现联系方式、敏感词或近似信息。').waitFor()
  await button(officer, '审核通过并公开').click()
  await officer.getByText('已公开。').waitFor()
  await officer.context().close()
  return new URL(leader.url()).pathname
}

/** An SME finds the demand and says that it can do it. @returns the page of its interest */
async function answer(page: Page, note: string): Promise<string> {
  await page.goto('/search?kind=listing')
  await page.getByRole('searchbox').first().fill('调角器壳体')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=/)
  await page.getByRole('link', { name: title }).first().click()
  await page.getByLabel('意向说明').fill(note)
  await button(page, '表达意向').click()
  await page.waitForURL(/\/interests\//)
  await page.getByText('等对方答复。').waitFor()
  return new URL(page.url()).pathname
}

async function accept(leader: Page, interest: string): Promise<void> {
  await leader.goto(interest)
  await button(leader, '接受意向，请对方报价').click()
  await leader.getByText('已接受意向，对方可以报价了。').waitFor()
}

async function fillTerms(page: Page, wan: string, days: string): Promise<void> {
  await page.getByLabel('总价').fill(wan)
  await page.getByLabel('交付周期').fill(days)
}

async function offer(page: Page, wan: string): Promise<void> {
  await page.getByLabel('总价').waitFor()
  await fillTerms(page, wan, '30')
  await button(page, '报价').click()
  await page.getByText('报价已送达。').waitFor()
}

/** Each side says the same amount for itself; only then it counts. */
async function confirm(
  sides: readonly [Page, Page],
  stage: '签约' | '落地',
  wan: string,
): Promise<void> {
  const [first, second] = sides
  for (const page of sides) {
    await page.reload()
    await page.getByLabel(stage === '签约' ? '合同金额' : '实际金额').fill(wan)
    await page.getByLabel(stage === '签约' ? '签约日期' : '完成日期').fill('2026-01-15')
    await button(page, `确认${stage}`).click()
    await page
      .getByText(page === first ? '已记录，等对方确认同一金额。' : '双方金额一致，已计入台账。')
      .waitFor()
  }
  await second.getByText(`已${stage}`).first().waitFor()
}

test('a chain leader’s demand is answered by three SMEs, countered, awarded, signed and fulfilled', async () => {
  const leader = await enter('chain')
  const listing = await publish(leader)
  await expect.poll(() => isIndexed(deployment.world.db)).toBe(true)
  const firms = await Promise.all(['enterprise', 'gearbox', 'food'].map((item) => enter(item)))
  const [mould, gears, food] = firms as [Page, Page, Page]
  const interests: string[] = []
  for (const [index, page] of firms.entries())
    interests.push(await answer(page, `我们是第 ${index + 1} 家，可以先打样两百件。`))
  await leader.goto(listing)
  for (const name of ['锐成模具', '赣抚精密', '青云湖'])
    await leader.getByRole('row').filter({ hasText: name }).waitFor()
  for (const one of interests) await accept(leader, one)
  await offer(mould, '172')
  await offer(gears, '168')
  await offer(food, '179')

  await leader.goto(interests[1]!)
  await leader.getByText('还价', { exact: true }).first().click()
  await fillTerms(leader, '160', '25')
  await button(leader, '还价').click()
  await leader.getByText('还价已发给对方。').waitFor()
  await gears.getByText('接受还价并成交').waitFor()
  await gears.getByText('修改报价').click()
  await fillTerms(gears, '164', '28')
  await button(gears, '报价').click()
  await gears.getByText('报价已送达。').waitFor()
  await leader.getByText('164').first().waitFor()
  await button(leader, '选定并成交').click()
  await leader.getByText('已选定，对接开始。').waitFor()
  await mould.getByText('已谢绝').first().waitFor()
  await mould.goto('/desk')
  await mould.getByText(`“${title}”选定了其他机构。感谢您的报价。`).waitFor()

  await leader.getByRole('link', { name: '查看对接' }).click()
  await leader.getByRole('heading', { level: 1, name: title }).waitFor()
  await gears.getByRole('link', { name: '查看对接' }).click()
  await button(gears, '开始跟进').click()
  await gears.getByText('已记录跟进。').waitFor()
  await gears.getByRole('textbox', { name: /^消息/ }).fill('合同已盖章寄出，请查收。')
  await button(gears, '发送').click()
  await leader.getByText('合同已盖章寄出，请查收。').waitFor()
  await confirm([gears, leader], '签约', '164')
  await confirm([leader, gears], '落地', '163.5')

  for (const page of [leader, gears]) {
    await page.goto('/ledger')
    const row = page.getByRole('row').filter({ hasText: title })
    expect(await row.innerText()).toMatch(/164\s*万元[\s\S]*164\s*万元[\s\S]*163\.5\s*万元/)
  }
  await leader.goto(listing)
  await leader.getByText('已办结').first().waitFor()
})

test('confirmations that differ go to an officer, who settles them with a reason', async () => {
  const leader = await enter('chain')
  const mould = await enter('enterprise')
  for (const [page, wan] of [
    [leader, '118'],
    [mould, '112'],
  ] as const) {
    await page.goto('/deals')
    await page.getByRole('link', { name: '门板注塑模具四套' }).click()
    await page.getByLabel('实际金额').fill(wan)
    await page.getByLabel('完成日期').fill('2026-01-15')
    await button(page, '确认落地').click()
    await page.getByText('已记录，等对方确认同一金额。').waitFor()
  }
  const officer = await enter('officer')
  await officer.goto('/bureau/deals')
  const row = officer.getByRole('row').filter({ hasText: '门板注塑模具四套' })
  expect(await row.innerText()).toMatch(/118[\s\S]*112/)
  await row.getByRole('link').click()
  await officer.getByLabel('核定金额').fill('115')
  await officer.getByLabel('核定依据').fill('已核对发票与验收单')
  await button(officer, '核定').click()
  await officer.getByText('已核定，双方会收到通知。').waitFor()
  await leader.getByText('已落地').first().waitFor()
})

test('what stands out in a text is shown to its author and to the officer, who takes a listing down; the appeal goes to another', async () => {
  const firm = await enter('food', { viewport: { width: 390, height: 844 } })
  await firm.goto('/listings/new?direction=supply')
  await firm.getByLabel('标题').fill('全国第一的预制菜代工')
  await firm.getByLabel('详细说明').fill('日产二十吨，欢迎来电 138 0000 1234 洽谈代工合作。')
  await button(firm, '保存草稿').click()
  await firm.getByText('138 0000 1234', { exact: true }).waitFor()
  await button(firm, '提交审核').click()
  await firm.getByText('已提交，请等待审核。').waitFor()
  const path = new URL(firm.url()).pathname
  const officer = await enter('officer')
  await officer.goto(path)
  await officer.getByText('手机号').waitFor()
  await officer.getByText('绝对化用语').waitFor()
  await button(officer, '审核通过并公开').click()
  await officer.getByText('已公开。').waitFor()
  await officer.getByText('下架', { exact: true }).first().click()
  await officer.getByLabel('下架原因').fill('含手机号与绝对化用语')
  await button(officer, '下架').click()
  await officer.getByText('已下架，发布机构会收到通知。').waitFor()
  await firm.getByRole('link', { name: '申诉' }).click()
  await firm.getByLabel('申诉理由').fill('愿意删去手机号，请恢复公开')
  await button(firm, '提出申诉').click()
  await firm.waitForURL(/\/appeals\/0/)
  const appeal = new URL(firm.url()).pathname
  await officer.goto(appeal)
  await officer.getByText('此申诉须由原决定人以外').waitFor()
  expect(await button(officer, '支持申诉').count()).toBe(0)
})

test('a demand is written and submitted without JavaScript', async () => {
  const page = await enter('gearbox', { javaScriptEnabled: false })
  await page.goto('/listings/new?direction=demand')
  await page.getByLabel('标题').fill('寻找渗碳热处理外协')
  await page.getByLabel('详细说明').fill('齿轮渗碳热处理外协，月均两千件，附检测报告。')
  await page.getByLabel('规格参数').fill('硬度没有冒号')
  await button(page, '保存草稿').click()
  await page.getByText('每行请写成').first().waitFor()
  expect(await page.getByLabel('标题').inputValue()).toBe('寻找渗碳热处理外协')
  await page.getByLabel('规格参数').fill('硬度：58–62 HRC')
  await button(page, '保存草稿').click()
  await page.getByRole('heading', { level: 1, name: '寻找渗碳热处理外协' }).waitFor()
  await button(page, '提交审核').click()
  await page.getByText('待审核').first().waitFor()
})
