import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { codeFor, pdf } from '../support/outbox.ts'
import { makeBureau, makeEnterprise, makeUscc, type Person } from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let site: Site
let browser: Browser

beforeAll(async () => {
  site = await openSite(world)
  browser = await openBrowser()
  world.bureau = await makeBureau(world)
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function enter(person: Person | null, options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({ locale: 'zh-CN', ...options })
  if (person) await signInAs(context, person)
  return context.newPage()
}

/** Gives a browser the cookie of a sign-in; a browser takes a bound one from the machine itself. */
async function signInAs(context: BrowserContext, { token }: Person): Promise<void> {
  const url = site.url.replace('http:', 'https:')
  await context.addCookies([{ name: '__Host-lianqiao', value: token, url, secure: true }])
}

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click()

describe('Without JavaScript', () => {
  test('a person signs up, enters an organisation, mends what is returned, and is verified', async () => {
    const page = await enter(null, {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    })
    const officer = await enter(world.bureau!.officer, { javaScriptEnabled: false })
    const [mobile, name] = ['13907912345', '南昌滨江智能装备有限公司']

    await page.goto(`${site.url}/members`)
    expect(page.url()).toContain('/sign-in?next=%2Fmembers')
    await page.goto(`${site.url}/sign-up`)
    await page.getByLabel('手机号或电子邮箱').fill('139 0791 2345')
    await press(page, '获取验证码')
    await page
      .getByLabel('验证码')
      .first()
      .fill(await codeFor(site.outbox, mobile))
    await page.getByLabel('姓名').fill('罗')
    await page.getByLabel('密码').fill('sunrise-over-ganjiang')
    await page.getByLabel('我已阅读并同意').check()
    await press(page, '注册')
    expect(await page.getByLabel('姓名').inputValue()).toBe('罗')
    await page.getByText('至少填写 2 个字').first().waitFor()
    await page
      .getByLabel('验证码')
      .first()
      .fill(await codeFor(site.outbox, mobile))
    await page.getByLabel('姓名').fill('罗经办')
    await page.getByLabel('密码').fill('sunrise-over-ganjiang')
    await page.getByLabel('我已阅读并同意').check()
    await press(page, '注册')

    await page.getByLabel('统一社会信用代码').fill(makeUscc())
    await press(page, '查询')
    await page.getByLabel('机构全称').fill(name)
    await press(page, '保存并下一步')
    await page.getByLabel('营业执照').setInputFiles(pdf('营业执照.pdf'))
    await press(page, '提交审核')
    await page.getByText('已提交，请等待审核').waitFor()
    const own = page.url()

    await officer.goto(`${site.url}/bureau/standing`)
    await officer.getByRole('link', { name }).click()
    await officer.getByText('退回补正').first().click()
    await officer.getByLabel('退回意见').fill('请上传清晰的营业执照。')
    await press(officer, '退回补正')
    await officer.getByText('已退回，申请人会看到').waitFor()

    await page.goto(own)
    await page.getByText('请上传清晰的营业执照。').first().waitFor()
    await page.getByLabel('营业执照').setInputFiles(pdf('营业执照-清晰.pdf'))
    await press(page, '重新提交')
    await page.getByText('已提交，请等待审核').waitFor()
    await officer.goto(officer.url())
    await press(officer, '通过')
    await officer.getByText('已通过。').waitFor()
    await page.goto(own)
    await page.getByText('本机构已入驻').waitFor()
  })
})

describe('With JavaScript', () => {
  test('an owner invites a colleague, and signing out ends what the browser may see', async () => {
    const firm = await makeEnterprise(world)
    const page = await enter(firm.owner)
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(`${site.url}/members`)
    await page.getByLabel('手机号或电子邮箱').fill('13800001111')
    // A menu that is opened while the page still waits for an answer stays open.
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => {
      for (const button of document.querySelectorAll('button'))
        if (button.textContent === '发送邀请') button.click()
      document.querySelector<HTMLElement>('summary[aria-label^="账号菜单"]')!.click()
    })
    await page.getByText('/invitations/').waitFor()
    await page.getByRole('heading', { name: '待接受的邀请' }).waitFor()
    await press(page, '退出登录')
    await page.getByRole('link', { name: '登录', exact: true }).first().waitFor()
    await page.goto(`${site.url}/members`)
    expect(page.url()).toContain('/sign-in')
    expect(problems).toEqual([])
  })
})
