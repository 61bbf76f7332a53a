import { type IndexQueueEntry, listEntries } from '#app/domain/search/index-queue.server.ts'
import { type Batch, completeBatch, type IndexContext, sendBatch } from './batch.ts'
import type { WakeSignal } from './wake-signal.ts'

/** Enough that Meilisearch has much to do at once, and little enough that it soon has something to do. */
const marksPerBatch = 5000
const mostUnderWay = 20_000
/** Writes that follow each other so closely go together. */
const gatherMs = 20
const lookAgainMs = 1000

/**
 * Brings what is marked to search, and what is marked meanwhile without waiting for what is under way: Meilisearch keeps
 * the order, and takes what waits together. Each mark is cleared once its document is there.
 * @param goOn whether to take more than what is marked now
 * @returns how many marks were dealt with
 */
export async function indexPending(
  feed: IndexContext,
  wakeSignal: WakeSignal,
  goOn: () => boolean,
): Promise<number> {
  const underWay = createUnderWay()
  let dealt = 0
  for (let round = 0; ; round++) {
    wakeSignal.reset()
    const marks = round === 0 || goOn() ? await listNew(feed, underWay) : []
    if (marks.length > 0) {
      underWay.add(await sendBatch(feed, marks))
      dealt += marks.length
      await new Promise((resolve) => setTimeout(resolve, gatherMs))
    } else if (underWay.oldest) {
      await Promise.race([underWay.oldest.wait, wakeSignal.wait(lookAgainMs)])
    } else return dealt
    while (underWay.oldest?.done) await completeBatch(feed, underWay.takeOldest())
  }
}

/** Marks that are due and not under way as they are now. */
async function listNew({ q, db }: IndexContext, underWay: UnderWay): Promise<IndexQueueEntry[]> {
  const most = Math.min(marksPerBatch, mostUnderWay - underWay.size)
  if (most <= 0) return []
  const due = await listEntries(q, db.now(), most + underWay.size)
  return due.filter((mark) => !underWay.has(mark)).slice(0, most)
}

type UnderWay = ReturnType<typeof createUnderWay>

/** Batches that were handed over and aren't settled, the oldest first. */
function createUnderWay() {
  const batches: Batch[] = []
  /** By id, which no two things share. */
  const versions = new Map<string, number>()
  return {
    get size() {
      return versions.size
    },
    get oldest() {
      return batches[0]
    },
    has: (mark: IndexQueueEntry) => versions.get(mark.id) === mark.version,
    add(batch: Batch) {
      batches.push(batch)
      for (const mark of batch.marks) versions.set(mark.id, mark.version)
    },
    takeOldest(): Batch {
      const batch = batches.shift()!
      for (const mark of batch.marks) if (this.has(mark)) versions.delete(mark.id)
      return batch
    },
  }
}
