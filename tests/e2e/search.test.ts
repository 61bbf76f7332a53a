import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testBrowser } from '../support/browser.ts'
import { listCompanies } from '../support/registry.ts'
import { testSearch } from '../support/search.ts'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const found = testSearch(world)
const browser = testBrowser()
let site: Site

beforeAll(async () => {
  await listCompanies(world.db, [
    { name: '深圳市华强精密制造有限公司', scope: '精密零件的制造、物业管理', road: '中山路' },
    { name: '南昌洪房物业管理有限公司', scope: '物业管理', road: '中山路' },
    { name: '南昌天翼物业管理有限公司', scope: '物业管理', road: '民德路' },
    { name: '江西华强贸易有限公司', scope: '国内贸易', road: '民德路' },
  ])
  await found.drain()
  site = await openSite(world, found.prefix)
})
afterAll(() => site?.close())

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
const hits = (page: Page) => page.locator('a[data-hit]')

async function reads(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** Types 物业 and goes on within the same moment, on a phone so slow that the pause in typing ends before it draws. */
async function typeAndGo(page: Page, go: string): Promise<void> {
  await page.evaluate((target) => {
    const box = document.querySelector<HTMLInputElement>('#search-question')!
    // As typed: past React's own property, which would swallow the event.
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!
    value.set!.call(box, '物业')
    box.dispatchEvent(new Event('input', { bubbles: true }))
    document.querySelector<HTMLElement>(target)!.click()
    for (const until = performance.now() + 400; performance.now() < until; );
  }, go)
}

describe('somebody who searches', () => {
  test('sees results while typing, walks through them with arrows and opens one with Enter', async () => {
    const page = await browser.open(site.url)
    await page.goto('/search')
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('/')
    await page.keyboard.type('hqjm')
    await page.getByRole('heading', { level: 1, name: /hqjm/ }).waitFor({ state: 'attached' })
    await hits(page).filter({ hasText: '华强精密' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/organizations\//)
    await page.getByRole('heading', { level: 1, name: '深圳市华强精密制造有限公司' }).waitFor()
    await page.getByRole('link', { name: '认领本机构' }).waitFor()
    expect(await reads(page)).toEqual([])
  })

  test('who opens a result while the page is slow is not called back by what was typed', async () => {
    const page = await browser.open(site.url)
    await page.goto('/search?q=物业管理')
    await page.waitForLoadState('networkidle')
    await typeAndGo(page, 'a[data-hit]')
    await page.getByRole('link', { name: '认领本机构' }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/organizations\//)
  })

  test('who has sent a question with Enter is not asked for it once more by the pause', async () => {
    const page = await browser.open(site.url)
    await page.goto('/search')
    await page.waitForLoadState('networkidle')
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url())
      if (/^\/search(\.data)?$/.test(pathname)) asked.push(searchParams.get('q') ?? '')
    })
    await typeAndGo(page, 'main form[role=search] button:not([type=button])')
    await page.getByRole('heading', { level: 1, name: /物业/ }).waitFor({ state: 'attached' })
    await page.waitForLoadState('networkidle')
    expect(asked).toEqual(['物业'])
  })

  test('narrows by a facet, shares the address, and somebody else sees the same', async () => {
    const page = await browser.open(site.url)
    await page.goto('/search?q=物业管理&kind=organization')
    await page.waitForLoadState('networkidle')
    expect(await hits(page).count()).toBe(3)
    await page.getByRole('checkbox', { name: /民德路/ }).check()
    await page.waitForURL(/street=/)
    await page.getByText('共 1 条结果').waitFor()
    const other = await browser.open(site.url)
    await other.goto(page.url())
    expect(await hits(other).allTextContents()).toEqual(['南昌天翼物业管理有限公司'])
    expect(await other.getByRole('checkbox', { name: /民德路/ }).isChecked()).toBe(true)
    expect(await reads(other)).toEqual([])
  })

  test('on a phone finds the filters in a sheet', async () => {
    const page = await browser.open(site.url, phone)
    await page.goto('/search?q=物业管理')
    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: '筛选' }).click()
    await page.getByRole('checkbox', { name: /中山路/ }).check()
    await page.waitForURL(/street=/)
    await page.getByRole('button', { name: '查看结果' }).click()
    await page.getByText('共 2 条结果').waitFor()
  })

  test('needs no script for it, and gets help when nothing fits', async () => {
    const page = await browser.open(site.url, { ...phone, javaScriptEnabled: false })
    await page.goto('/search?kind=organization')
    await page.getByRole('searchbox').fill('南昌火星基地物业管理有限公司')
    await page.getByRole('button', { name: '搜索', exact: true }).click()
    await page.getByText('没有找到').waitFor()
    expect(await hits(page).first().textContent()).toContain('物业管理')
    const scripted = await browser.open(site.url, phone)
    await scripted.goto(page.url())
    expect(await reads(scripted)).toEqual([])
  })
})
