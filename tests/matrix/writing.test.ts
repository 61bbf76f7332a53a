import { afterAll, beforeAll, expect, test } from 'vitest'
import { isFull } from './cells.ts'
import { matrixMarket } from './market.ts'
import { type FormReader, openFormReader } from './page-forms.ts'
import { countDone, isOwnAffair, isRefused, type Offer, offersOn, post } from './posts.ts'
import { acceptTable, differences, readTable, type Seen, tableOf } from './rights.ts'

const matrix = matrixMarket()
const doing = (offer: Offer): Seen => ({
  at: `${offer.place.file} · ${offer.place.label}`,
  what: `offers ${offer.form.intent}`,
  persona: offer.persona,
})
let reader: FormReader

beforeAll(async () => {
  reader = await openFormReader()
})
afterAll(() => reader?.close())

/** Each page shortened as one persona after another, so that all of them come to every kind of page. */
async function walk(): Promise<{ offers: Offer[]; seen: Seen[] }> {
  const offers: Offer[] = []
  const names = Object.keys(matrix.personas)
  const pages = matrix.places.filter(({ isPage }) => isPage)
  for (const [turn, place] of pages.entries())
    for (const [index, persona] of names.entries())
      if (isFull || (turn + index) % 9 === 0)
        offers.push(...(await offersOn(matrix, reader, place, persona)))
  return { offers, seen: offers.map(doing) }
}

test('what a page doesn’t offer can’t be done by posting to it either', async () => {
  const { offers, seen } = await walk()
  acceptTable('offers.txt', tableOf(seen))
  const table = readTable('offers.txt')
  expect(differences(seen, table)).toEqual([])
  const offered = new Set(table.split('\n'))
  expect(offered.size).toBeGreaterThan(1)
  const isOffered = offeredIn(table)
  const done: string[] = []
  const tried = new Set<string>()
  for (const [turn, offer] of offers.entries()) {
    const { at, what } = doing(offer)
    if (tried.has(`${at} · ${what}`) || isOwnAffair(offer)) continue
    tried.add(`${at} · ${what}`)
    for (const [index, persona] of Object.keys(matrix.personas).entries()) {
      if (isOffered(`${at} · ${what}`, persona) || !(isFull || (turn + index) % 9 === 0)) continue
      const before = await countDone(matrix)
      const reply = await post(matrix, offer, persona)
      const changed = (await countDone(matrix)) - before
      if (!isRefused(reply) || changed > 0)
        done.push(`${at} · ${what} as ${persona}: ${reply.status}, ${changed} rows of audit`)
    }
  }
  expect(done).toEqual([])
})

function offeredIn(table: string): (key: string, persona: string) => boolean {
  const known = new Map(
    table
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.lastIndexOf(': ')), line.split(': ').at(-1)!.split(' ')]),
  )
  return (key, persona) => known.get(key)?.includes(persona) ?? false
}
