import { describe, expect, test } from 'vitest'
import { demoPassword } from '#app/cli/seed/cast.ts'
import { signIn, testBrowser } from '../support/browser.ts'
import { testDeployment } from '../support/deployment.ts'

const browsers = testBrowser()
const deployment = testDeployment(1)

const owner = 'enterprise@example.com'
const open = (options = {}) => browsers.open(deployment.url, options)

describe('The language of the market', () => {
  test('is that of the browser until a reader chooses, on the page where they are', async () => {
    const page = await open({ locale: 'en-GB' })
    await page.goto('/sessions?tab=past')
    await page.getByRole('heading', { name: 'Sessions' }).waitFor()
    expect(await page.title()).toBe('Sessions · Lianqiao')
    await page.getByLabel('Language').first().click()
    await page.getByRole('banner').getByRole('button', { name: '繁體中文' }).click()
    await page.getByRole('heading', { name: '對接會' }).waitFor()
    expect(page.url()).toContain('/sessions?tab=past')
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant')
    await page.reload()
    await page.getByRole('heading', { name: '對接會' }).waitFor()
  })

  test('is chosen without JavaScript too, and goes with the person to another device', async () => {
    const page = await open({ javaScriptEnabled: false })
    await signIn(page, owner, demoPassword)
    await page.getByRole('contentinfo').getByRole('button', { name: 'English' }).click()
    await page.goto('/desk')
    await page.getByRole('heading', { name: 'Waiting for me' }).waitFor()

    const other = await open()
    const problems: string[] = []
    other.on('pageerror', (error) => problems.push(error.message))
    await signIn(other, owner, demoPassword)
    await other.locator('html[lang=en]').waitFor()
    await other.getByRole('link', { name: 'My requests' }).first().waitFor()
    await other.goto('/requests')
    await other.getByRole('heading', { name: 'My financing requests' }).waitFor()
    await other.getByLabel('Language').first().click()
    await other.getByRole('banner').getByRole('button', { name: '简体中文' }).click()
    await other.getByRole('heading', { name: '我的融资需求' }).waitFor()
    expect(problems).toEqual([])
  })

  test('comes to the browser once, as a file that never changes', async () => {
    const page = await open({ locale: 'en' })
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.goto('/')
    await page.getByRole('link', { name: 'Sessions' }).first().click()
    await page.getByRole('heading', { name: 'Sessions' }).waitFor()
    const files = asked.filter((path) => path.startsWith('/messages/'))
    expect(new Set(files).size).toBe(1)
    expect(files[0]).toMatch(/^\/messages\/en\.[\w-]{12}\.json$/)
    const file = await page.request.get(files[0]!)
    expect(file.headers()['cache-control']).toContain('immutable')
    const scripts = asked.filter((path) => path.startsWith('/assets/'))
    expect(scripts.some((path) => path.includes('zh-CN'))).toBe(false)
  })
})

describe('The keyboard', () => {
  test('skips to the content, opens and leaves a menu, and walks through results', async () => {
    const page = await open()
    await page.goto('/search?kind=product')
    // Escape and the arrows are the scripts' doing.
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')

    const menu = page.getByRole('banner').getByLabel('语言').first()
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('banner').getByRole('button', { name: 'English' }).waitFor()
    await page.keyboard.press('Escape')
    await page
      .getByRole('banner')
      .getByRole('button', { name: 'English' })
      .waitFor({ state: 'hidden' })

    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    const href = await page.evaluate(() => document.activeElement?.getAttribute('href'))
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${href}`)
  })
})

describe('Paper', () => {
  test('shows the ledger in black on white, without what only works on a screen', async () => {
    const page = await open({ colorScheme: 'dark', viewport: { width: 720, height: 1000 } })
    await signIn(page, 'bank-a@example.com', demoPassword)
    await page.goto('/ledger')
    await page.getByRole('button', { name: '打印' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.getByText('数据截至').waitFor()
    expect(await page.getByRole('banner').isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
    const { colour, ground, wide } = await page.evaluate(() => ({
      colour: getComputedStyle(document.documentElement).color,
      ground: getComputedStyle(document.documentElement).backgroundColor,
      wide: document.documentElement.scrollWidth,
    }))
    expect([colour, ground]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
    expect(wide).toBeLessThanOrEqual(720)
  })
})
