import { listIdsAfter } from '#app/domain/search/index-queue.server.ts'
import { findState } from '#app/domain/search/index-state.server.ts'
import { project, projectedKinds } from '#app/jobs/search/documents.ts'
import { connect, sql } from '#db'
import { connectSearch } from '#search'
import type { Connections } from '../../server.ts'
import { bad, type Finding, good, warn } from './finding.ts'

const idsPerStep = 1000
const lateSeconds = 300

/** Whether the index holds what the database says it should. */
export async function examineSearch({
  databaseUrl,
  searchUrl,
  searchKey,
  searchPrefix,
}: Connections): Promise<Finding[]> {
  const database = connect({ url: databaseUrl, poolSize: 2 })
  const search = connectSearch({ url: searchUrl, key: searchKey, prefix: searchPrefix })
  try {
    const { db } = database
    const known = await findState(db, 'search_index')
    if (!known || known.mark !== (await search.indexes.markOf('live'))) {
      return [bad('index', 'Meilisearch does not hold this market’s index: npm run reindex.')]
    }
    const { rows } = await sql<{ waiting: number; late: number; failed: number }>`
      select count(*)::int as waiting, coalesce(extract(epoch from now() - min(marked_at)), 0)::int as late,
        count(*) filter (where failures > 0)::int as failed from search_dirty`.execute(db)
    const { waiting, late, failed } = rows[0]!
    if (failed > 0) {
      return [
        bad(
          'index',
          `${failed} things could not be indexed: see failed_reason in search_dirty, then npm run reindex.`,
        ),
      ]
    }
    if (late > lateSeconds) {
      return [
        bad(
          'index',
          `${waiting} changes wait, the oldest for ${Math.round(late / 60)} minutes: start a node with ROLE=worker or ROLE=all.`,
        ),
      ]
    }
    if (waiting > 0)
      return [warn('index', `${waiting} changes are just on their way into the index.`)]
    return [await compare(db, search)]
  } finally {
    await database.close()
  }
}

async function compare(
  db: ReturnType<typeof connect>['db'],
  search: ReturnType<typeof connectSearch>,
): Promise<Finding> {
  let wanted = 0
  for (const kind of projectedKinds) {
    for (let after: string | null = null; ; ) {
      const ids: string[] = await listIdsAfter(db, kind, after, idsPerStep)
      if (ids.length === 0) break
      const { put } = await project(
        db,
        ids.map((id) => ({ kind, id })),
      )
      wanted += put.length
      after = ids.at(-1)!
    }
  }
  const found = await search.indexes.count('live')
  return found === wanted
    ? good('index', `It holds the ${wanted} things that can be found.`)
    : bad('index', `It holds ${found} things, the database has ${wanted}: npm run reindex.`)
}
