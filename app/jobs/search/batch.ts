import { clearMarks, failMark, listMarks, type Mark } from '#app/domain/finding/marks.server.ts'
import type { Db, Queryable } from '#db'
import type { Search, Target } from '#search'
import { dependantsOf, type Projection, project } from './documents.ts'

/** Meilisearch takes many documents at once at a fraction of the cost that each has alone. */
const marksPerBatch = 20_000

/**
 * Sends the latest state of what is marked to each index, waits until it is there, and clears the marks.
 * @returns how many marks were dealt with
 */
export async function projectMarks(
  q: Queryable,
  db: Db,
  search: Search,
  targets: readonly Target[],
): Promise<number> {
  const marks = await listMarks(q, db.now(), marksPerBatch)
  if (marks.length === 0) return 0
  const failed = await sendMarks(q, search, targets, marks)
  for (const [mark, reason] of failed) await failMark(q, mark, reason, db.now())
  await clearMarks(
    q,
    marks.filter((mark) => !failed.has(mark)),
  )
  return marks.length
}

/** Sends all at once; when search refuses, halves, until the one that it can't take is alone. */
async function sendMarks(
  q: Queryable,
  search: Search,
  targets: readonly Target[],
  marks: readonly Mark[],
): Promise<Map<Mark, string>> {
  const things = [...marks, ...(await dependantsOf(q, marks))]
  try {
    await send(search, targets, await project(q, things))
    return new Map()
  } catch (error) {
    const reason = reasonOfRefusal(error)
    if (reason === null) throw error
    if (marks.length === 1) return new Map([[marks[0]!, reason]])
    const middle = Math.ceil(marks.length / 2)
    const first = await sendMarks(q, search, targets, marks.slice(0, middle))
    const second = await sendMarks(q, search, targets, marks.slice(middle))
    return new Map([...first, ...second])
  }
}

export async function send(
  { indexes }: Search,
  targets: readonly Target[],
  { put, gone }: Projection,
): Promise<void> {
  for (const target of targets) {
    if (put.length > 0) await indexes.put(target, put)
    await indexes.remove(target, gone)
  }
}

/** The reason when a task failed; null when search could not be reached at all. */
const reasonOfRefusal = (error: unknown): string | null =>
  error instanceof Error && 'searchTaskFailed' in error ? error.message : null
