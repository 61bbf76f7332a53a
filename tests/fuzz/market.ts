import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { seed } from '#app/cli/seed/index.ts'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import { openSignInFor } from '#app/domain/account/write.server.ts'
import { sql } from '#db'
import { giveToken } from '../support/api.ts'
import { gather } from '../support/every-page.ts'
import { inspected, inspectorIn, openInspector } from '../support/inspector.ts'
import { startNode } from '../support/nodes.ts'
import type { Person } from '../support/people.ts'
import type { testSearch } from '../support/search.ts'
import { openSite } from '../support/site.ts'
import { testSecretKey, type testWorld } from '../support/world.ts'

/** Somebody who asks: with a cookie and a token, or as a visitor with neither. */
export interface Asker {
  cookie: string | null
  token: string | null
}

export interface FuzzMarket {
  /** Of the server, a process of its own as `npm start` makes it. */
  url: string
  /** Bytes of the server's heap in use once all garbage is gone. */
  heap(): Promise<number>
  close(): Promise<void>
  /** Ids of things of every kind. */
  ids: string[]
  askers: Asker[]
  /** Signs everybody in anew: what was sent may have ended their sign-ins. */
  renew(): Promise<void>
  /** What the market logged as its own fault. */
  faults: string[]
}

/** The demonstration market with one of each kind of person. */
export async function openFuzzMarket(
  world: ReturnType<typeof testWorld>,
  found: ReturnType<typeof testSearch>,
): Promise<FuzzMarket> {
  const faults: string[] = []
  const personas = await furnish(world, found)
  const server = await startServer(world, found.prefix, faults)
  const people = Object.values(personas).flatMap(({ actor }) => actor ?? [])
  const askers: Asker[] = []
  const renew = async () => {
    askers.splice(0, askers.length, { cookie: null, token: null })
    for (const { personId, organization } of people)
      askers.push(await enter(personId, organization))
  }
  const enter = async (personId: string, acting: { id: string } | null): Promise<Asker> => {
    const { db } = world
    const { token, signInId } = await openSignInFor(db, personId, { agent: null, address: null })
    await sql`update sign_in set organization_id = (
      select organization_id from membership where person_id = ${personId}
        and organization_id = ${acting?.id ?? null} and ended_at is null
    ) where id = ${signInId}`.execute(db)
    await sql`delete from sign_in where person_id = ${personId} and id <> ${signInId}`.execute(db)
    const actor = (await findActorBySignIn(db, signInId, db.now()))!
    const cookie = `__Host-lianqiao=${token}`
    return { cookie, token: await giveToken(world, { actor } as Person) }
  }
  await renew()
  return { ...server, ids: await idsOf(world), askers, renew, faults }
}

/** The demonstration market, findable. */
async function furnish(
  world: ReturnType<typeof testWorld>,
  found: ReturnType<typeof testSearch>,
): ReturnType<typeof gather> {
  const site = await openSite(world, found.prefix)
  await seed({ db: world.db, vault: world.vault, origin: site.url })
  const personas = await gather(world, site)
  await found.drain()
  await site.close()
  return personas
}

/** That a busy machine's search answers late is nobody's fault: PostgreSQL answers instead. That it refuses would be. */
const isFault = ({ level, err }: { level: number; err?: { code?: string } }): boolean =>
  level >= 40 && err?.code !== 'late'

async function startServer(
  { appUrl, ownerUrl }: ReturnType<typeof testWorld>,
  prefix: string,
  faults: string[],
) {
  const { searchUrl, searchKey } = inject('engines')
  const folder = mkdtempSync(join(tmpdir(), 'lianqiao-fuzz-'))
  let address = ''
  const hear = (line: string) => {
    address ||= inspectorIn(line) ?? ''
    if (line.startsWith('{') && isFault(JSON.parse(line))) faults.push(line)
  }
  const settings = {
    NODE_OPTIONS: inspected,
    DATA_DIR: folder,
    DATABASE_URL: appUrl,
    DATABASE_MIGRATION_URL: ownerUrl,
    MEILI_URL: searchUrl,
    MEILI_KEY: searchKey,
    MEILI_PREFIX: prefix,
    SECRET_KEY: testSecretKey,
    SECOND_FACTOR: 'offered',
    LOG_LEVEL: 'warn',
    ROLE: 'web',
  }
  const node = await startNode(settings, hear)
  const inspector = await openInspector(address)
  return {
    url: node.url,
    heap: () => inspector.heapUsed(),
    async close() {
      inspector.close()
      await node.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Some ids of every table that has them. */
async function idsOf({ db }: ReturnType<typeof testWorld>): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'id' and data_type = 'uuid'`.execute(db)
  const ids: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ id: string }>`
      select id::text from ${sql.table(name)} order by id desc limit 20`.execute(db)
    ids.push(...rows.map(({ id }) => id))
  }
  return ids
}
