import type { Meilisearch } from 'meilisearch'
import { type Difference, diffDocuments } from './diff-documents.ts'
import { documentKey, type SearchDocument, type SearchKind, toIndexed } from './documents.ts'
import { searchTaskFailed } from './errors.ts'
import { settings } from './settings.ts'

/** The index that answers, and the one that is being built beside it. */
export type IndexSlot = 'live' | 'shadow'

/** A thing that an index holds no longer. */
export type DeletedRef = { kind: SearchKind; id: string }

const patience = { timeout: 300_000, interval: 50 }
const documentsPerTask = 5000

/** Writing to the index. Everything waits until Meilisearch has done it, and fails with its reason. */
export function createIndexes(client: Meilisearch, prefix: string) {
  const uid: Record<IndexSlot, string> = {
    live: `${prefix}_market`,
    shadow: `${prefix}_market_next`,
  }

  async function done(task: { taskUid: number }): Promise<void> {
    const { status, error } = await client.tasks.waitForTask(task.taskUid, patience)
    if (status !== 'succeeded') throw searchTaskFailed(error?.message ?? `task ${status}`)
  }

  /** What tells this index from others that bore its name; null when there is none. */
  async function markOf(target: IndexSlot): Promise<string | null> {
    try {
      return (await client.getRawIndex(uid[target])).createdAt
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async function make(target: IndexSlot): Promise<void> {
    await done(await client.createIndex(uid[target], { primaryKey: 'doc' }))
    await done(await client.index(uid[target]).updateSettings(settings))
  }

  async function drop(target: IndexSlot): Promise<void> {
    if ((await markOf(target)) !== null) await done(await client.deleteIndex(uid[target]))
  }

  /**
   * Hands over what an index is to hold and what no longer. What is handed over is done in that order, and what waits
   * meanwhile together.
   * @returns what waits until all of it is there
   */
  async function sendDocuments(
    target: IndexSlot,
    documents: readonly SearchDocument[],
    gone: readonly DeletedRef[],
  ): Promise<() => Promise<void>> {
    const index = client.index(uid[target])
    const tasks: { taskUid: number }[] = []
    for (let start = 0; start < documents.length; start += documentsPerTask) {
      const part = documents.slice(start, start + documentsPerTask).map(toIndexed)
      tasks.push(await index.addDocuments(part))
    }
    if (gone.length > 0) tasks.push(await index.deleteDocuments(gone.map(documentKey)))
    return async () => {
      for (const task of tasks) await done(task)
    }
  }

  return {
    uid,
    markOf,
    /** How many documents an index holds. */
    async count(target: IndexSlot): Promise<number> {
      return (await client.index(uid[target]).getStats()).numberOfDocuments
    },
    /** Where an index differs from what these documents say; after `put` there is no difference. */
    async differences(
      target: IndexSlot,
      documents: readonly SearchDocument[],
    ): Promise<Difference[]> {
      const wanted = documents.map(toIndexed)
      const { results } = await client.index(uid[target]).getDocuments({
        ids: wanted.map(({ doc }) => doc),
        limit: wanted.length,
      })
      return diffDocuments(wanted, results as { doc: string }[])
    },
    /** The keys of all documents of an index, in parts. */
    async *keys(target: IndexSlot): AsyncGenerator<string[]> {
      const limit = 1000
      for (let offset = 0; ; offset += limit) {
        const { results } = await client
          .index(uid[target])
          .getDocuments({ fields: ['doc'], offset, limit })
        if (results.length === 0) return
        yield results.map(({ doc }) => doc as string)
      }
    },
    /** Makes the live index when there is none. @returns true when it was made now, and so is empty */
    async ensureLive(): Promise<boolean> {
      if ((await markOf('live')) !== null) return false
      await make('live')
      return true
    },
    /** Starts an empty index beside the live one. @returns its mark */
    async openShadow(): Promise<string> {
      await drop('shadow')
      await make('shadow')
      return (await markOf('shadow'))!
    },
    drop,
    /**
     * Puts the finished index in the live one's place, in one step for those who search, and removes the old one.
     * Safe to repeat after a crash: `mark` tells whether the exchange already happened.
     */
    async swap(mark: string): Promise<void> {
      if ((await markOf('live')) === null) await make('live')
      if ((await markOf('live')) !== mark) {
        await done(await client.swapIndexes([{ indexes: [uid.live, uid.shadow], rename: false }]))
      }
      await drop('shadow')
    },
    hand: sendDocuments,
    async put(target: IndexSlot, documents: readonly SearchDocument[]): Promise<void> {
      await (await sendDocuments(target, documents, []))()
    },
    async remove(target: IndexSlot, gone: readonly DeletedRef[]): Promise<void> {
      await (await sendDocuments(target, [], gone))()
    },
  }
}

export type Indexes = ReturnType<typeof createIndexes>

const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: string })?.code === 'index_not_found'
