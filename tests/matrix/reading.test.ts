import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { fanOut } from '#app/domain/notice/write.server.ts'
import { openWebhookDelivery } from '#app/domain/webhook/deliver.server.ts'
import { sql } from '#db'
import { lettersIn } from '../support/outbox.ts'
import { openSite } from '../support/site.ts'
import { everyCell, isFull, leaksOnPage, look, nameOf } from './cells.ts'
import { keysOfOrganization, keysOfReader } from './keys.ts'
import { unlikeLists } from './lists.ts'
import { matrixMarket } from './market.ts'
import { policy } from './policy/index.ts'
import { acceptTable, differences, readTable, type Seen, tableOf } from './rights.ts'
import { ask } from './visit.ts'

const matrix = matrixMarket()

/** Types of which no value is anybody's secret by itself. */
const harmless = ['uuid', 'timestamp with time zone', 'date', 'boolean', 'integer', 'smallint']

test('every column of the market says what it holds and who may know it', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select case table_schema when 'public' then table_name else table_schema || '.' || table_name end as "table",
      column_name as "column"
    from information_schema.columns
    where table_schema in ('public', 'private') and table_name not like 'kysely%'
      and data_type not in (${sql.join(harmless)})`.execute(matrix.owner)
  const unsaid = rows.filter(({ table, column }) => {
    const { to: _, but: __, ...groups } = policy[table] ?? { to: () => [] }
    return !Object.values(groups).some((columns) => columns.includes(column))
  })
  expect(unsaid.map(({ table, column }) => `${table}.${column}`)).toEqual([])
  expect(matrix.canaries.refused).toEqual([])
})

test('everybody’s lists hold exactly what they may read one by one', async () => {
  const unlike: string[] = []
  for (const [name, person] of Object.entries(matrix.personas))
    unlike.push(...(await unlikeLists(matrix.market.db, name, person?.actor ?? null)))
  expect(unlike).toEqual([])
})

test('nobody reads on any route, in any form, what isn’t theirs', async () => {
  const leaks: string[] = []
  const broken: string[] = []
  const seen: Seen[] = []
  for (const cell of everyCell(matrix)) {
    const { status, text } = await look(matrix, cell)
    const at = nameOf(cell)
    if (status >= 500) broken.push(`${at} as ${cell.persona}, ${cell.form}: ${status}`)
    if (cell.form === 'data' || !cell.place.isPage)
      seen.push({ at, what: String(status), persona: cell.persona })
    for (const leak of leaksOnPage(matrix, cell, text))
      leaks.push(`${leak} on ${at} as ${cell.persona}, ${cell.form}`)
  }
  expect(broken).toEqual([])
  expect(leaks).toEqual([])
  acceptTable('rights.txt', tableOf(seen))
  expect(differences(seen, readTable('rights.txt'))).toEqual([])
})

interface Letter {
  id: string
  attempts: number
  kind: string
  subject: string
  receiver: string
}

const searched = [
  'organization.name',
  'product.name',
  'request.title',
  'listing.title',
  'session.title',
]
/** Of each kind so many are looked for; all when the whole matrix is walked. */
const lookedFor = isFull ? 100 : 6

test('search finds for nobody what isn’t theirs, nor counts it', async () => {
  const wrong: string[] = []
  let found = 0
  for (const kind of searched) {
    for (const { mark, row } of matrix.canaries.of(kind).slice(-lookedFor)) {
      for (const [name, person] of Object.entries(matrix.personas)) {
        const { text, status } = await ask(
          matrix.site.url,
          `/api/v1/search?limit=50&q=${mark}`,
          person,
        )
        expect(status).toBe(200)
        const answer = JSON.parse(text.slice(text.indexOf('\n{')))
        found += answer.hits.length
        if (answer.total !== answer.hits.length) wrong.push(`${name} is told of ${answer.total}`)
        for (const hit of answer.hits)
          for (const leak of matrix.leaksIn(JSON.stringify(hit), matrix.keys[name]!))
            wrong.push(`${leak} to ${name}`)
        if (
          !matrix.knows(kind, row, name) &&
          answer.hits.some(({ id }: { id: string }) => id === row.id)
        )
          wrong.push(`${name} finds ${kind} of ${row.state ?? row.standing}`)
      }
    }
  }
  expect(found).toBeGreaterThan(50)
  expect(wrong).toEqual([])
})

test('search finds for nobody what isn’t theirs while its server is away either', async () => {
  const { market, searchPrefix } = matrix
  const settings = { SECOND_FACTOR: 'required' }
  const away = await openSite(market, searchPrefix, settings, { searchUrl: 'http://127.0.0.1:9' })
  const leaks: string[] = []
  let found = 0
  let turn = 0
  for (const kind of searched) {
    for (const { mark } of matrix.canaries.of(kind).slice(-lookedFor)) {
      // Cut, so that no answer holds the whole of a canary because it was asked for.
      const words = mark.slice(0, -1)
      for (const [index, [name, person]] of Object.entries(matrix.personas).entries()) {
        if (!isFull && (turn + index) % 3 !== 0) continue
        for (const path of [`/api/v1/search?limit=50&q=${words}`, `/search.data?q=${words}`]) {
          const { status, text } = await ask(away.url, path, person)
          expect(status).toBe(200)
          found += matrix.canaries.find(text).length
          for (const leak of matrix.wordLeaksIn(text, matrix.keys[name]!))
            leaks.push(`${leak} as ${name} on ${path.split('?')[0]}`)
        }
      }
      turn++
    }
  }
  await away.close()
  expect(found).toBeGreaterThan(20)
  expect(leaks).toEqual([])
})

test('what search shows while words are typed, and proposes where nothing fits, tells nobody what isn’t theirs', async () => {
  const leaks: string[] = []
  let turn = 0
  for (const kind of searched) {
    for (const { mark } of matrix.canaries.of(kind).slice(-lookedFor)) {
      for (const [index, [name, person]] of Object.entries(matrix.personas).entries()) {
        if (!isFull && (turn + index) % 9 !== 0) continue
        // Cut, so that no answer holds the whole of a canary because it was asked for.
        const [typed, wrong] = [mark.slice(0, -1), `${mark.slice(0, -2)}0`]
        for (const words of [typed, wrong]) {
          const { status, text } = await ask(matrix.site.url, `/search.data?q=${words}`, person)
          expect(status).toBe(200)
          for (const leak of matrix.wordLeaksIn(text, matrix.keys[name]!))
            leaks.push(`${leak} as ${name}`)
        }
      }
      turn++
    }
  }
  expect(leaks).toEqual([])
})

test('the log and the figures of the server hold nobody’s words', async () => {
  const figures = await ask(matrix.site.url, '/metrics', null)
  expect(figures.status).toBe(200)
  expect(matrix.log.length).toBeGreaterThan(100)
  expect(matrix.canaries.find(figures.text)).toEqual([])
  expect(matrix.canaries.find(matrix.log.join('\n'))).toEqual([])
  expect(matrix.log.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
})

test('other systems are sent ids alone, and of nothing that their organisation may not know', async () => {
  const { market, owner, canaries, know } = matrix
  const { rows } = await sql<Letter>`
    select d.id::text, d.attempts, d.subject_kind as kind, d.subject_id::text as subject,
      w.organization_id::text as receiver
    from webhook_delivery d join webhook w on w.id = d.webhook_id where d.state = 'waiting'`.execute(
    owner,
  )
  const leaks: string[] = []
  for (const { id, attempts: attempt, kind, subject, receiver } of rows) {
    const letter = await openWebhookDelivery(market.db, market.vault, { id, attempt })
    for (const { table, column } of canaries.find(letter!.body)) leaks.push(`${table}.${column}`)
    const row = know.get(kind, subject)
    const to = row && policy[kind]?.to(row, know)
    if (!to?.some((key) => keysOfOrganization(know, receiver).has(key)))
      leaks.push(`${kind} to ${receiver}`)
  }
  expect(rows.length).toBeGreaterThan(15)
  expect(leaks).toEqual([])
})

test('mail tells nobody what isn’t theirs', async () => {
  const { market, site, owner, canaries } = matrix
  await sql`update notice set created_at = created_at - interval '1 day'`.execute(owner)
  // Those that the market's own job has taken up meanwhile are passed over, and done by it.
  const unseen = market.db.selectFrom('notice').select('id').where('fanned_at', 'is', null).limit(1)
  await vi.waitFor(async () => {
    await fanOut(market.db)
    expect(await unseen.execute()).toEqual([])
  }, 60_000)
  const unsent = market.db
    .selectFrom('notice_delivery')
    .where('state', 'in', ['waiting', 'sending'])
  await vi.waitFor(async () => expect(await unsent.select('channel').execute()).toEqual([]), 60_000)
  const leaks: string[] = []
  let letters = 0
  for (const name of lettersIn(site.outbox)) {
    const [to] = canaries.find(name)
    if (!to) continue
    letters++
    const text = readFileSync(join(site.outbox, name), 'utf8')
    leaks.push(...matrix.leaksIn(text, keysOfReader(matrix.know, to.row.person_id)))
  }
  expect(letters).toBeGreaterThan(5)
  expect(leaks).toEqual([])
})
