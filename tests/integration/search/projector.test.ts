import { randomBytes } from 'node:crypto'
import { afterEach, expect, inject, test } from 'vitest'
import { reindexCommand } from '#app/cli/reindex.ts'
import { startProjector } from '#app/jobs/project-search.ts'
import { connectSearch } from '#search'
import { testDatabase } from '../../support/database.ts'
import { proxyTo } from '../../support/proxy.ts'
import { listCompanies } from '../../support/registry.ts'
import { silent, testSearch } from '../../support/search.ts'

const world = testDatabase()
const found = testSearch(world)
const unique = () => randomBytes(4).toString('hex')
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const idsOf = async (text: string, search = found.search) =>
  (await search.query({ text, audience: ['public'] })).hits.map(({ id }) => id)

test('a write is findable once the projector comes to rest, and only its last state', async () => {
  const projector = found.startProjector()
  await projector.drain()
  const name = `南昌腾云${unique()}科技有限公司`
  const [company] = await listCompanies(world.db, [{ name }])
  expect(await projector.drain()).toBe(true)
  expect(await idsOf(name)).toEqual([company!.id])

  await world.db
    .updateTable('organization')
    .set({ standing: 'suspended' })
    .where('id', '=', company!.id)
    .execute()
  await world.db
    .insertInto('search_dirty')
    .values({ kind: 'organization', id: company!.id })
    .execute()
  await projector.drain()
  expect(await idsOf(name)).toEqual([])
})

test('a change that comes while its old state is being sent keeps its mark', async () => {
  const [company] = await listCompanies(world.db, [{ name: `南昌换名${unique()}有限公司` }])
  const { clearEntries: clearMarks, listEntries: listMarks } = await import(
    '#app/domain/search/index-queue.server.ts'
  )
  const sent = await listMarks(world.db, world.db.now(), 10)
  await world.db
    .updateTable('search_dirty')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', company!.id)
    .execute()
  await clearMarks(world.db, sent)
  const left = await listMarks(world.db, world.db.now(), 10)
  expect(left.map(({ id }) => id)).toEqual([company!.id])
  await found.drain()
})

test.each([
  { when: 'when it changes', isAnew: false },
  { when: 'when the index is built anew', isAnew: true },
])(
  'a document that search refuses $when is seen, holds up no other, and is tried again',
  async ({ isAnew }) => {
    await found.drain()
    const [bad, good] = await listCompanies(world.db, [
      { name: `南昌坏单${unique()}有限公司` },
      { name: `南昌好单${unique()}有限公司` },
    ])
    const { indexes } = found.search
    const refusing = {
      ...found.search,
      indexes: {
        ...indexes,
        hand: (...[target, documents, gone]: Parameters<typeof indexes.hand>) => {
          // Meilisearch itself refuses a document whose key has characters that it doesn't allow.
          const spoiled = documents.map((document) =>
            document.id === bad!.id ? { ...document, id: 'a b' } : document,
          )
          return indexes.hand(target, spoiled, gone)
        },
      },
    }
    if (isAnew) {
      await found.drain()
      await indexes.drop('live')
    }
    // It is refused once, however long this takes: no second passes after which it would be tried again.
    world.stopClock(new Date())
    const projector = startProjector({ db: world.db, search: refusing, log: silent })
    expect(await projector.drain()).toBe(true)
    await projector.stop()
    expect(await idsOf(good!.name)).toEqual([good!.id])
    const mark = await world.db
      .selectFrom('search_dirty')
      .selectAll()
      .where('id', '=', bad!.id)
      .executeTakeFirstOrThrow()
    expect(mark.failures).toBe(1)
    expect(mark.failed_reason).toMatch(/identifier|invalid/i)

    world.stopClock(new Date(mark.retry_at!.getTime() + 1))
    await found.drain()
    world.stopClock(null)
    expect(await idsOf(bad!.name)).toEqual([bad!.id])
  },
)

test('a name with characters that no dictionary spells is found, and holds up nobody else', async () => {
  const [rare, other] = await listCompanies(world.db, [
    { name: `南昌𤔗𠮷${'𠮷'.repeat(20)}${unique()}有限公司` },
    { name: `南昌好邻${unique()}有限公司` },
  ])
  await found.drain()
  expect(await idsOf(other!.name)).toEqual([other!.id])
  expect(await idsOf(rare!.name)).toEqual([rare!.id])
  expect(await idsOf('𤔗𠮷')).toEqual([rare!.id])
  expect(await idsOf('𤔗𠮷p')).toEqual([])
})

test('what is written while search is at work is handed over meanwhile, and its last state is what is found', async () => {
  await found.drain()
  const [first] = await listCompanies(world.db, [{ name: `南昌先到${unique()}有限公司` }])
  const { indexes } = found.search
  const held = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  let handed = 0
  const slow = {
    ...found.search,
    indexes: {
      ...indexes,
      hand: async (...args: Parameters<typeof indexes.hand>) => {
        const wait = await indexes.hand(...args)
        if (++handed === 2) second.resolve()
        return handed === 1 ? () => held.promise.then(wait) : wait
      },
    },
  }
  const projector = startProjector({ db: world.db, search: slow, log: silent })
  await expect.poll(() => handed).toBe(1)
  const name = `南昌改名${unique()}有限公司`
  await world.db.updateTable('organization').set({ name }).where('id', '=', first!.id).execute()
  await world.db
    .updateTable('search_dirty')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', first!.id)
    .execute()
  world.db.notifications.send(['search'])
  await second.promise
  held.resolve()
  expect(await projector.drain()).toBe(true)
  await projector.stop()
  expect(handed).toBe(2)
  expect(await idsOf(name)).toEqual([first!.id])
  expect(await idsOf(first!.name)).toEqual([])
})

test('a rebuild answers all the time, misses no write made meanwhile, and leaves one index', async () => {
  const [old] = await listCompanies(world.db, [{ name: `南昌常在${unique()}有限公司` }])
  await found.drain()
  const before = await found.search.indexes.markOf('live')
  let answering = true
  let gaps = 0
  const asking = (async () => {
    while (answering) {
      if (!(await idsOf(old!.name)).includes(old!.id)) gaps++
    }
  })()
  const rebuilding = reindexCommand({ db: world.db, search: found.search, log: silent })
  const written = await listCompanies(
    world.db,
    Array.from({ length: 20 }, () => ({ name: `南昌途中${unique()}有限公司` })),
  )
  expect(await rebuilding).toBe(0)
  await found.drain()
  answering = false
  await asking
  expect(gaps).toBe(0)
  expect(await found.search.indexes.markOf('live')).not.toBe(before)
  expect(await found.search.indexes.markOf('shadow')).toBeNull()
  for (const { id, name } of written) expect(await idsOf(name)).toEqual([id])
})

test('an index that was lost is built again by itself', async () => {
  const [company] = await listCompanies(world.db, [{ name: `南昌失而复得${unique()}有限公司` }])
  await found.drain()
  await found.search.indexes.drop('live')
  await expect(found.search.query({ text: company!.name, audience: ['public'] })).rejects.toThrow()
  await found.drain()
  const { searchUrl, searchKey } = inject('engines')
  const { prefix } = found
  const fresh = connectSearch({ url: searchUrl, key: searchKey, prefix, patienceMs: 30_000 })
  expect(await idsOf(company!.name, fresh)).toEqual([company!.id])
})

test('what is written while search is away is found once it is back', async () => {
  await found.drain()
  const { searchUrl, searchKey } = inject('engines')
  const proxy = await proxyTo(searchUrl)
  closing.push(proxy.close)
  const search = connectSearch({
    url: proxy.url,
    key: searchKey,
    prefix: found.prefix,
    restMs: 0,
  })
  const projector = startProjector({ db: world.db, search, log: silent })
  closing.unshift(projector.stop)
  await projector.drain()
  proxy.cut()
  const [company] = await listCompanies(world.db, [{ name: `南昌断线${unique()}有限公司` }])
  expect(await projector.drain({ withinMs: 300 })).toBe(false)
  await expect(search.query({ text: company!.name, audience: ['public'] })).rejects.toThrow()
  proxy.mend()
  expect(await projector.drain()).toBe(true)
  expect(await idsOf(company!.name)).toEqual([company!.id])
})
