import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seed } from '#app/cli/seed/index.ts'
import { localeNames } from '#app/domain/locale.ts'
import { toTraditional } from '#app/i18n/traditional.ts'
import { testBrowser } from '../support/browser.ts'
import {
  everyPage,
  everyWordOf,
  gather,
  look,
  type Personas,
  type Visit,
} from '../support/every-page.ts'
import { everyTextOf, widenedByLongWords } from '../support/long-words.ts'
import { countStatements } from '../support/page-statements.ts'
import { openSite, type Site } from '../support/site.ts'
import { connectWatched } from '../support/statements.ts'
import { testServices } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const market = testWorld()
const services = testServices(market)
const browsers = testBrowser()
let site: Site
let personas: Personas
let visits: Visit[]
let unseen: string[]

beforeAll(async () => {
  site = await openSite(market)
  await seed({ db: market.db, vault: market.vault, origin: site.url })
  personas = await gather(market, site)
  ;({ visits, unseen } = await everyPage(market, site, personas))
}, 120_000)
afterAll(() => site?.close())

/** The Chinese words of a page, without its scripts. */
const chineseOf = (html: string): string[] => [
  ...new Set(html.replace(/<script[\s\S]*?<\/script>/g, '').match(/\p{Script=Han}+/gu) ?? []),
]

/**
 * Whether a run of Chinese is made of what people wrote and of characters that aren't wrong:
 * names stand beside our words without a space.
 */
function isExplained(run: string, written: string, wrong: (character: string) => boolean): boolean {
  if (written.includes(run)) return true
  const characters = [...run]
  const reached = [true]
  for (let end = 1; end <= characters.length; end++) {
    reached[end] =
      (reached[end - 1]! && !wrong(characters[end - 1]!)) ||
      characters
        .slice(0, end - 1)
        .some(
          (_, start) => reached[start] && written.includes(characters.slice(start, end).join('')),
        )
  }
  return reached.at(-1)!
}

/** What stands on the pages in a language and holds for `wrong`, unless somebody wrote it. */
async function strayWords(
  language: string,
  wrong: (character: string) => boolean,
): Promise<string[]> {
  // What the API's document gives as examples is values, in whatever language they are.
  const { html: examples } = await look(site, '/api/v1/openapi.json', { cookie: null })
  const written = (await everyWordOf(market)) + examples + Object.values(localeNames).join(' ')
  const stray: string[] = []
  for (const { file, persona, path } of visits) {
    const { html } = await look(site, path, { cookie: personas[persona]!.cookie, language })
    expect(html).toContain(`<html lang="${language}"`)
    const words = chineseOf(html).filter(
      (word) => wrong(word) && !isExplained(word, written, wrong),
    )
    if (words.length === 0) continue
    const at = html.indexOf(words[0]!)
    stray.push(`${file} as ${persona}: ${words.join(' ')}: ${html.slice(at - 30, at + 60)}`)
  }
  return stray
}

test('every page of the market is visited here by somebody', () => {
  expect(unseen).toEqual([])
})

test('no page asks the database more often than a page may', async () => {
  const most = { page: 20, frame: 6 }
  const watched = connectWatched(market.appUrl, market.vault)
  const over: string[] = []
  for (const one of visits) {
    const { page, frame } = await countStatements(watched, services, personas, one)
    if (page > most.page || frame > most.frame)
      over.push(`${one.file} as ${one.persona}: ${page}, and ${frame} around it`)
  }
  await watched.close()
  expect(over).toEqual([])
})

describe('Pages speak one language', () => {
  test('in English nothing is Chinese but what people wrote', async () => {
    expect(await strayWords('en', () => true)).toEqual([])
  })

  test('in traditional Chinese nothing of ours is simplified', async () => {
    expect(await strayWords('zh-Hant', (item) => toTraditional(item) !== item)).toEqual([])
  })
})

test('no page has a NUL or a damaged character, as a browser fetches it in Chinese', async () => {
  const damaged: string[] = []
  for (const { file, persona, path } of visits) {
    const { bytes } = await look(site, path, { cookie: personas[persona]!.cookie })
    const text = bytes.toString('utf8')
    if (bytes.includes(0) || text.includes('\ufffd')) damaged.push(`${file} as ${persona}`)
  }
  expect(damaged).toEqual([])
})

const twoSided = [
  'desk',
  'requests.$id',
  'threads.$id',
  'sessions_.$id',
  'listings.$id',
  'deals.$id',
]

/** Each page with one of those who may see it; those whose sides differ most with two. */
function lookedAt(): Visit[] {
  const byFile = Map.groupBy(visits, ({ file }) => file)
  return [...byFile].flatMap(([file, all], index) => {
    const turn = index % all.length
    const inTurn = [...all.slice(turn), ...all.slice(0, turn)]
    return inTurn.slice(0, twoSided.includes(file) ? 2 : 1)
  })
}

async function signInAs(page: Page, persona: string): Promise<void> {
  const { token } = personas[persona]!
  if (!token) return
  const url = site.url.replace('http:', 'https:')
  const cookie = { name: '__Host-lianqiao', value: token, url, secure: true }
  await page.context().addCookies([cookie])
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** On a phone by light everything is looked at; on a wide screen in the dark what colours and places can spoil. */
const looks = [
  { colorScheme: 'light', width: 390, select: (axe: AxeBuilder) => axe.withTags(wcag) },
  {
    colorScheme: 'dark',
    width: 1440,
    select: (axe: AxeBuilder) =>
      axe.withRules(['color-contrast', 'target-size', 'scrollable-region-focusable']),
  },
] as const

/** Something that Tab came to. */
interface Stop {
  stop: string | null
  shows: boolean
  html: string
}

/**
 * What can be used by mouse and not by keyboard: presses Tab through the page, and names what focus did not come to,
 * or came to without showing it.
 */
async function unreached(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
    const seen = [...document.querySelectorAll<HTMLElement>(usable)].filter(
      (item) =>
        item.checkVisibility({ visibilityProperty: true }) &&
        item.getClientRects().length > 0 &&
        item.tabIndex >= 0 &&
        !(item as HTMLButtonElement).disabled,
    )
    for (const [index, one] of seen.entries()) {
      const radio = one instanceof HTMLInputElement && one.type === 'radio'
      one.dataset.stop = radio ? `radio ${one.name} ${one.form?.className}` : String(index)
    }
    ;(document.activeElement as HTMLElement | null)?.blur()
    getSelection()?.removeAllRanges()
    const stops: Stop[] = []
    Object.assign(window, { stops })
    document.addEventListener('focusin', ({ target }) => {
      const one = target as HTMLElement
      const looks = [one, one.parentElement].map((each) => each && getComputedStyle(each))
      stops.push({
        stop: one.dataset.stop ?? null,
        shows:
          looks.some((look) => look && look.outlineStyle !== 'none') ||
          looks[0]?.boxShadow !== 'none' ||
          one.matches('[type^=date]'),
        html: one.outerHTML.slice(0, 120),
      })
    })
    // A date's field has a stop for each of its parts.
    const parts = seen.filter((item) => item.matches('[type^=date]')).length * 8
    return seen.length + parts
  })
  for (let pressed = 0; pressed <= count + 1; pressed++) await page.keyboard.press('Tab')
  const stops = await page.evaluate(() => (window as unknown as { stops: Stop[] }).stops)
  const reached = new Set(stops.map(({ stop }) => stop).filter((stop) => stop !== null))
  const faint = stops
    .filter(({ stop, shows }) => stop !== null && !shows)
    .map(({ html }) => `focus does not show on ${html}`)
  const missed = await page.evaluate(
    (known) =>
      [...document.querySelectorAll<HTMLElement>('[data-stop]')]
        .filter((item) => item.isConnected && !known.includes(item.dataset.stop!))
        .map((item) => `Tab does not come to ${item.outerHTML.slice(0, 120)}`),
    [...reached],
  )
  return [...faint, ...missed]
}

test('the longest words that people may write widen no page, on a phone or a wide screen', async () => {
  const texts = await everyTextOf(market)
  const faults: string[] = []
  for (const [persona, all] of Map.groupBy(lookedAt(), (visit) => visit.persona)) {
    const page = await browsers.open(site.url)
    await signInAs(page, persona)
    for (const { path } of all) {
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        if (width === 390) await page.goto(path)
        const widened = await widenedByLongWords(page, texts)
        faults.push(...widened.map((fault) => `${path} on ${width}: ${fault}`))
      }
    }
    await page.context().close()
  }
  expect(faults).toEqual([])
})

describe('Pages can be used by everybody', () => {
  test.each([
    'visitor',
    'newcomer',
    'enterprise',
    'institution',
    'manager',
    'officer',
    'host',
    'admin',
  ])(
    'axe finds nothing on any page of the %s in either theme, and Tab comes to everything',
    async (persona) => {
      const page = await browsers.open(site.url)
      await signInAs(page, persona)
      const faults: string[] = []
      for (const { path } of lookedAt().filter((item) => item.persona === persona)) {
        await page.goto(path)
        for (const { colorScheme, width, select } of looks) {
          await page.setViewportSize({ width, height: 900 })
          await page.emulateMedia({ colorScheme })
          const { violations } = await select(new AxeBuilder({ page })).analyze()
          for (const { id, nodes } of violations)
            faults.push(`${path} ${colorScheme} ${id}: ${nodes[0]?.html}`)
          if (width > 1000)
            faults.push(...(await unreached(page)).map((item) => `${path}: ${item}`))
          const wide = await page.evaluate(() => document.documentElement.scrollWidth)
          if (wide > width) faults.push(`${path} is ${wide} px wide on ${width}`)
        }
      }
      await page.context().close()
      expect(faults).toEqual([])
    },
  )
})
