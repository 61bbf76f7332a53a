import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import chromiumPackage from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

/** The Chromium that comes with the packages; needs nothing of the system. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await unpackChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    headless: true,
  })
}

/**
 * Unpacks Chromium among the packages, once and whole. The package itself unpacks into the machine's folder for
 * temporary files, where another user's copy, or half of one, would be in the way.
 */
async function unpackChromium(): Promise<string> {
  const folder = join(import.meta.dirname, '../../node_modules/.cache/chromium')
  const program = join(folder, 'chromium')
  if (existsSync(program)) return program
  const draft = `${folder}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const usual = process.env.TMPDIR
  try {
    process.env.TMPDIR = draft
    await chromiumPackage.executablePath()
  } finally {
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(draft, folder)
  return program
}

export interface Browsers {
  /** A browser of somebody's own: no cookies, nothing shared. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>
}

/** A Chromium for this test file. */
export function testBrowser(): Browsers {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())
  return {
    async open(url, options = {}) {
      const context = await browser.newContext({
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        baseURL: url,
        ...options,
      })
      context.setDefaultTimeout(20_000)
      return context.newPage()
    },
  }
}

/** Signs somebody in on the page that anybody would use. */
export async function signIn(page: Page, contact: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('手机号或电子邮箱').fill(contact)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Takes a step that asks first: reads what it takes away, then takes it. */
export async function askedFirst(page: Page, step: string, lost: RegExp): Promise<void> {
  const asks = page.locator('details', { has: page.locator('summary', { hasText: `${step}…` }) })
  await asks
    .last()
    .locator('summary', { hasText: `${step}…` })
    .click()
  await asks.last().getByText(lost).first().waitFor()
  await asks.last().getByRole('button', { name: step, exact: true }).click()
}
