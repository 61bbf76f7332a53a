import { seed } from '#app/cli/seed/index.ts'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import { openSignInFor } from '#app/domain/account/write.server.ts'
import { sql } from '#db'
import { giveToken } from '../support/api.ts'
import { gather } from '../support/every-page.ts'
import type { Person } from '../support/people.ts'
import type { testSearch } from '../support/search.ts'
import { openSite, type Site } from '../support/site.ts'
import type { testWorld } from '../support/world.ts'

/** Somebody who asks: with a cookie and a token, or as a visitor with neither. */
export interface Asker {
  cookie: string | null
  token: string | null
}

export interface FuzzMarket {
  site: Site
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
  const write = (line: string) => {
    if (JSON.parse(line).level >= 40) faults.push(line)
  }
  const site = await openSite(world, found.prefix, { LOG_LEVEL: 'warn' }, { logTo: { write } })
  await seed({ db: world.db, vault: world.vault, origin: site.url })
  const personas = await gather(world, site)
  await found.drain()
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
  return { site, ids: await idsOf(world), askers, renew, faults }
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
