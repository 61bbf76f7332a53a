import {
  clearEntries,
  failEntry,
  type IndexQueueEntry,
} from '#app/domain/search/index-queue.server.ts'
import type { Db, Queryable } from '#db'
import type { IndexSlot, Search } from '#search'
import { dependantsOf, type Projection, project } from './documents.ts'

/** Where the state of things is read from, and where it goes. */
export interface IndexContext {
  /** The transaction that holds the lock of who projects. */
  q: Queryable
  db: Db
  search: Search
  targets: readonly IndexSlot[]
}

/** Marks whose documents were handed to search. */
export interface Batch {
  marks: readonly IndexQueueEntry[]
  /** True once search has dealt with them, however. */
  done: boolean
  /** Resolves then. */
  wait: Promise<void>
  /** Why it could not take them. */
  error?: unknown
}

/** Hands over the latest state of what is marked, and doesn't wait until it is there. */
export async function sendBatch(
  feed: IndexContext,
  marks: readonly IndexQueueEntry[],
): Promise<Batch> {
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
export async function completeBatch(feed: IndexContext, { marks, error }: Batch): Promise<void> {
  const { db } = feed
  const failed =
    error === undefined
      ? new Map<IndexQueueEntry, string>()
      : await sendParts(feed, marks, reasonOf(error))
  for (const [mark, reason] of failed) await failEntry(db, mark, reason, db.now())
  await clearEntries(
    db,
    marks.filter((mark) => !failed.has(mark)),
  )
}

/** Sends by halves what search refused, until what it can't take is alone. */
async function sendParts(
  feed: IndexContext,
  marks: readonly IndexQueueEntry[],
  reason: string,
): Promise<Map<IndexQueueEntry, string>> {
  if (marks.length === 1) return new Map([[marks[0]!, reason]])
  const middle = Math.ceil(marks.length / 2)
  const failed = new Map<IndexQueueEntry, string>()
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
  { q, search, targets }: IndexContext,
  marks: readonly IndexQueueEntry[],
): Promise<(() => Promise<void>)[]> {
  const things = [...marks, ...(await dependantsOf(q, marks))]
  return sendDocuments(search, targets, await project(q, things))
}

async function sendDocuments(
  { indexes }: Search,
  targets: readonly IndexSlot[],
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
export const send = async (...args: Parameters<typeof sendDocuments>): Promise<void> =>
  waitForAll(await sendDocuments(...args))

/** Search was reached, and could not take what it was handed. */
export const isRejectedDocument = (error: unknown): error is Error =>
  error instanceof Error && 'searchTaskFailed' in error

/** The reason when a task failed. @throws what it was when search could not be reached at all */
function reasonOf(error: unknown): string {
  if (isRejectedDocument(error)) return error.message
  throw error
}
