import AxeBuilder from '@axe-core/playwright'
import { generateSync } from 'otplib'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn, testBrowser } from '../support/browser.ts'
import { type Institution, makeBureau, makeInstitution, testPassword } from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const browsers = testBrowser()
let site: Site
let bank: Institution
/** Passkeys are bound to a name, so pages are asked for by one. */
let url: string

beforeAll(async () => {
  site = await openSite(world, undefined, { SECOND_FACTOR: 'required' })
  url = site.url.replace('127.0.0.1', 'localhost')
  world.bureau = await makeBureau(world)
  bank = await makeInstitution(world)
})
afterAll(() => site?.close())

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click()

/** A device with a fingerprint reader, on which the right finger always lies. */
async function giveFingerprintReader(page: Page): Promise<CDPSession> {
  const devices = await page.context().newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return devices
}

async function givePassword(page: Page, contact: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('手机号或电子邮箱').fill(contact)
  await page.getByLabel('密码', { exact: true }).fill(testPassword)
  await press(page, '登录')
  await page.waitForURL((to) => to.pathname === '/sign-in/code')
}

async function setUpApp(page: Page): Promise<void> {
  await press(page, '启用验证器应用')
  await page.getByAltText('供验证器应用扫描的二维码').waitFor()
  const secret = (await page.locator('code').first().innerText()).replaceAll(' ', '')
  await page.getByLabel('应用显示的 6 位数字').fill(generateSync({ secret }))
  await press(page, '确认并启用')
  await page.getByText('其他设备已退出登录').waitFor()
}

test('a loan officer is led to a second factor before anything else, then signs in with a recovery code', async () => {
  const { contact } = bank.owner
  const page = await browsers.open(url, { javaScriptEnabled: false })
  await signIn(page, contact.value, testPassword)
  await page.goto('/desk')
  expect(new URL(page.url()).pathname).toBe('/account/security')
  await page.getByText('请先设置一种二次验证').waitFor()
  await page.goto('/members')
  expect(new URL(page.url()).pathname).toBe('/account/security')
  await setUpApp(page)
  const codes = await page.locator('ol li.select-all').allInnerTexts()
  expect(codes).toHaveLength(10)
  await page.getByRole('link', { name: '继续办理' }).click()
  expect(new URL(page.url()).pathname).toBe('/members')

  const other = await browsers.open(url, { javaScriptEnabled: false })
  await givePassword(other, contact.value)
  await other.goto('/desk')
  expect(new URL(other.url()).pathname).toBe('/sign-in')
  await givePassword(other, contact.value)
  await other.getByLabel('验证器数字或恢复码').fill(codes[3]!.toUpperCase())
  await press(other, '登录')
  await other.goto('/desk')
  await other.getByRole('heading', { name: '工作台' }).waitFor()
})

test('a passkey is added, signs in by itself, is renamed, and is removed after a fresh proof', async () => {
  const { contact } = bank.loanOfficer
  const page = await browsers.open(url)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await giveFingerprintReader(page)
  await signIn(page, contact.value, testPassword)
  await page.goto('/desk')
  await page.getByLabel('名称').fill('办公电脑')
  await press(page, '添加通行密钥')
  await page.getByText('请收好恢复码').waitFor()
  await page.getByRole('button', { name: '移除通行密钥“办公电脑”' }).waitFor()
  await page.getByLabel(/账号菜单/).click()
  await press(page, '退出登录')
  await page.getByRole('link', { name: '登录', exact: true }).first().waitFor()
  await page.goto('/sign-in')
  await press(page, '使用通行密钥')
  await page.waitForURL((to) => to.pathname === '/')
  await page.goto('/desk')
  await page.getByRole('heading', { name: '工作台' }).waitFor()

  await page.goto('/account/security')
  await page.getByText('改名', { exact: true }).click()
  const name = page.getByLabel('名称').first()
  await name.fill('前台电脑')
  await name.press('Enter')
  await page.getByRole('button', { name: '移除通行密钥“前台电脑”' }).waitFor()
  await setUpApp(page)
  await world.db
    .updateTable('sign_in')
    .set({ confirmed_at: new Date(Date.now() - 3_600_000) })
    .where('person_id', '=', bank.loanOfficer.personId)
    .execute()
  await page.goto('/account/security')
  expect(await page.getByRole('button', { name: /移除通行密钥/ }).count()).toBe(0)
  await page.getByRole('link', { name: '确认身份' }).click()
  await press(page, '使用通行密钥')
  await page.waitForURL((to) => to.pathname === '/account/security')
  await page.getByRole('button', { name: /移除通行密钥/ }).click()
  await page.getByText('已移除。').waitFor()
  expect(problems).toEqual([])
})

test.each([
  ['light', 390],
  ['dark', 1440],
] as const)(
  'these pages are free of what WCAG 2.2 AA forbids, %s at %d px',
  async (colorScheme, width) => {
    const page = await browsers.open(url, { colorScheme, viewport: { width, height: 900 } })
    const admin = world.bureau!.admin
    await signIn(page, admin.contact.value, testPassword)
    const check = async () => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze()
      expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html}`)).toEqual(
        [],
      )
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      )
    }
    for (const path of ['/account/security', '/account/confirm']) {
      await page.goto(path)
      await check()
    }
    await page.goto('/account/security')
    if (await page.getByRole('button', { name: '启用验证器应用' }).count()) {
      await press(page, '启用验证器应用')
      await page.getByAltText('供验证器应用扫描的二维码').waitFor()
      await check()
    }
  },
)
