import { clearMarks, failMark, type Mark } from '#app/domain/finding/marks.server.ts'
import type { Db, Queryable } from '#db'
import type { Search, Target } from '#search'
import { dependantsOf, type Projection, project } from './documents.ts'

/** Where the state of things is read from, and where it goes. */
export interface Feed {
  /** The transaction that holds the lock of who projects. */
  q: Queryable
  db: Db
  search: Search
  targets: readonly Target[]
}

/** Marks whose documents were handed to search. */
export interface Batch {
  marks: readonly Mark[]
  /** True once search has dealt with them, however. */
  done: boolean
  /** Resolves then. */
  wait: Promise<void>
  /** Why it could not take them. */
  error?: unknown
}

/** Hands over the latest state of what is marked, and doesn't wait until it is there. */
export async function handOver(feed: Feed, marks: readonly Mark[]): Promise<Batch> {
  const waits = await handState(feed, marks)
  const batch: Batch = { marks, done: false, wait: Promise.resolve() }
  batch.wait = waitForAll(waits)
    .catch((error: unknown) => {
      batch.error = error
    })
    .finally(() => {
      batch.done = true
    })
  return batch
}

/** Clears the marks of what is there, and keeps those of what search refused with its reason, for another try. */
export async function settle(feed: Feed, { marks, error }: Batch): Promise<void> {
  const { db } = feed
  const failed =
    error === undefined ? new Map<Mark, string>() : await sendParts(feed, marks, reasonOf(error))
  for (const [mark, reason] of failed) await failMark(db, mark, reason, db.now())
  await clearMarks(
    db,
    marks.filter((mark) => !failed.has(mark)),
  )
}

/** Sends by halves what search refused, until what it can't take is alone. */
async function sendParts(
  feed: Feed,
  marks: readonly Mark[],
  reason: string,
): Promise<Map<Mark, string>> {
  if (marks.length === 1) return new Map([[marks[0]!, reason]])
  const middle = Math.ceil(marks.length / 2)
  const failed = new Map<Mark, string>()
  for (const half of [marks.slice(0, middle), marks.slice(middle)]) {
    try {
      await waitForAll(await handState(feed, half))
    } catch (error) {
      for (const one of await sendParts(feed, half, reasonOf(error))) failed.set(...one)
    }
  }
  return failed
}

async function handState(
  { q, search, targets }: Feed,
  marks: readonly Mark[],
): Promise<(() => Promise<void>)[]> {
  const things = [...marks, ...(await dependantsOf(q, marks))]
  return hand(search, targets, await project(q, things))
}

async function hand(
  { indexes }: Search,
  targets: readonly Target[],
  { put, gone }: Projection,
): Promise<(() => Promise<void>)[]> {
  const waits: (() => Promise<void>)[] = []
  for (const target of targets) waits.push(await indexes.hand(target, put, gone))
  return waits
}

async function waitForAll(waits: readonly (() => Promise<void>)[]): Promise<void> {
  for (const wait of waits) await wait()
}

/** Hands over, and waits until it is there. */
export const send = async (...args: Parameters<typeof hand>): Promise<void> =>
  waitForAll(await hand(...args))

/** Search was reached, and could not take what it was handed. */
export const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && 'searchTaskFailed' in error

/** The reason when a task failed. @throws what it was when search could not be reached at all */
function reasonOf(error: unknown): string {
  if (isRefusal(error)) return error.message
  throw error
}
