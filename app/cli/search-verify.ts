import { listIdsAfter } from '#app/domain/search/index-queue.server.ts'
import { project, projectedKinds } from '#app/jobs/search/documents.ts'
import type { Db } from '#db'
import type { Search } from '#search'
import { failure } from './failure.ts'

const idsPerStep = 500
const mostShown = 50

export interface Verdict {
  /** Documents that the index should hold. */
  documents: number
  /** Each in a few words: what is missing, differs, or should not be there. */
  differences: string[]
}

/** Compares the live index with what the database says it should hold, document by document. */
export async function verifySearch(db: Db, search: Search): Promise<Verdict> {
  const wanted = new Set<string>()
  const differences: string[] = []
  for (const kind of projectedKinds) {
    let after: string | null = null
    for (;;) {
      const ids: string[] = await listIdsAfter(db, kind, after, idsPerStep)
      if (ids.length === 0) break
      after = ids.at(-1)!
      const { put } = await project(
        db,
        ids.map((id) => ({ kind, id })),
      )
      for (const one of put) wanted.add(`${one.kind}_${one.id}`)
      if (put.length === 0) continue
      for (const { key, fields } of await search.indexes.differences('live', put)) {
        differences.push(fields ? `${key} differs in ${fields.join(', ')}` : `${key} is missing`)
      }
    }
  }
  for await (const keys of search.indexes.keys('live')) {
    for (const key of keys) if (!wanted.has(key)) differences.push(`${key} should not be there`)
  }
  return { documents: wanted.size, differences }
}

/** `npm run search:verify`: says what differs. @returns 1 when something does; what is on its way counts too */
export async function verifyCommand({ db, search }: { db: Db; search: Search }): Promise<number> {
  if (!(await search.alive())) {
    throw failure('Meilisearch does not answer: start it, or mend MEILI_URL and MEILI_KEY.')
  }
  const waiting = await db.selectFrom('search_dirty').select('id').limit(1).execute()
  const { documents, differences } = await verifySearch(db, search)
  for (const line of differences.slice(0, mostShown)) console.log(line)
  if (differences.length > mostShown) console.log(`… and ${differences.length - mostShown} more`)
  if (differences.length === 0) {
    console.log(`The index agrees with the database on ${documents} documents.`)
    return 0
  }
  console.log(
    waiting.length > 0
      ? `${differences.length} differences, and changes are still on their way: try again in a moment.`
      : `${differences.length} differences on ${documents} documents: npm run reindex.`,
  )
  return 1
}
