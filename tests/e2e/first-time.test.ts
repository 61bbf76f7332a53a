import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn, testBrowser } from '../support/browser.ts'
import { makeProduct } from '../support/financing.ts'
import { codeFor, pdf } from '../support/outbox.ts'
import { makeBureau, makeInstitution, testPassword } from '../support/people.ts'
import { type ListedCompany, listCompanies } from '../support/registry.ts'
import { testSearch } from '../support/search.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const market = testSearch(world)
const browsers = testBrowser()
let site: Site
let company: ListedCompany

beforeAll(async () => {
  world.bureau = await makeBureau(world)
  const bank = await makeInstitution(world, { name: '赣江银行八一支行' })
  await makeProduct(world, bank, { name: '模具企业信用贷', tiers: [], conditions: '征信良好' })
  const name = '南昌锐成精密模具有限公司'
  company = (await listCompanies(world.db, [{ name, scope: '模具的设计与制造' }]))[0]!
  await market.drain()
  site = await openSite(world, market.prefix)
})
afterAll(() => site?.close())

/** Each tap that leads on is a step; what is filled in on one page belongs to the tap that sends it. */
function countSteps() {
  const steps: string[] = []
  return {
    steps,
    async tap(target: Locator, name: string) {
      steps.push(name)
      await target.first().tap()
    },
  }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function verify(page: Page): Promise<void> {
  const { officer } = world.bureau!
  await signIn(page, officer.contact.value, testPassword)
  await page.goto('/bureau/standing')
  await page.getByRole('link', { name: company.name }).click()
  await button(page, '通过').first().click()
  await page.getByText('已通过。').waitFor()
}

test('a first-time owner on her phone signs up, takes charge of her listed company and applies for a loan in under fifteen steps', async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const page = await browsers.open(site.url, phone)
  const mobile = '13907918888'
  const { steps, tap } = countSteps()

  await page.goto('/')
  await tap(page.getByRole('link', { name: '注册', exact: true }), 'sign up')
  await page.getByLabel('手机号或电子邮箱').fill(mobile)
  await tap(button(page, '获取验证码'), 'ask for the code')
  await page.getByText('验证码已发送').first().waitFor()
  await page
    .getByLabel('验证码')
    .first()
    .fill(await codeFor(site.outbox, mobile))
  await page.getByLabel('姓名').fill('周锐')
  await page.getByLabel('密码').fill('sunrise-over-ganjiang')
  await page.getByLabel('我已阅读并同意').check()
  await tap(button(page, '注册'), 'register')

  await page.getByLabel('统一社会信用代码').fill(company.uscc)
  await tap(button(page, '查询'), 'look the company up')
  await page
    .getByRole('heading', { name: company.name })
    .or(page.getByText(company.name))
    .first()
    .waitFor()
  await page.getByLabel('营业执照').first().setInputFiles(pdf('营业执照.pdf'))
  await page.getByLabel('授权').first().setInputFiles(pdf('授权书.pdf'))
  await tap(button(page, '提交认领申请'), 'submit the takeover')
  await page
    .getByText(/等待审核|审核中/)
    .first()
    .waitFor()

  await verify(await browsers.open(site.url))

  await page.goto('/')
  await tap(page.getByRole('link', { name: '找融资' }), 'look for money')
  await tap(page.getByRole('link', { name: '模具企业信用贷' }), 'open a product')
  await page.getByText('是否符合条件').first().waitFor()
  await tap(page.getByRole('link', { name: '直接申请' }), 'apply')
  await page.getByLabel('融资金额').fill('200')
  await page.getByLabel('资金用途').fill('采购模具钢，交付汽车内饰件订单。')
  await page.getByLabel('联系人', { exact: true }).fill('周锐')
  await page.getByLabel('联系电话').fill(mobile)
  await tap(button(page, '提交申请'), 'send the application')
  await page.getByText('直接申请').first().waitFor()
  await page.waitForURL(/\/threads\//)
  await page.getByText('赣江银行八一支行').first().waitFor()
  expect(steps.length).toBeLessThan(15)
  expect(steps).toHaveLength(9)
})
