import { countFindable, enqueueAgain, listIdsAfter } from '#app/domain/search/index-queue.server.ts'
import {
  dropState,
  findState,
  type LiveIndex,
  type Rebuild,
  saveState,
} from '#app/domain/search/index-state.server.ts'
import type { Queryable } from '#db'
import type { Search } from '#search'
import { isRejectedDocument, send } from './batch.ts'
import { project, projectedKinds } from './documents.ts'

const idsPerStep = 10_000

export interface IndexState {
  /** The index that answers is whole and ours. */
  live: boolean
  rebuild: Rebuild | null
}

/**
 * Looks at what Meilisearch holds and begins a rebuild where that isn't what we left there: an empty server, another
 * market's index, settings of another version, or somebody asked for it.
 */
export async function inspectIndex(q: Queryable, search: Search): Promise<IndexState> {
  const known = await findState(q, 'search_index')
  const found = await search.indexes.markOf('live')
  const live = known !== null && known.mark === found
  const rebuild = await findState(q, 'search_rebuild')
  if (rebuild && (await isUnderWay(search, rebuild, found))) return { live, rebuild }
  const wanted = await findState(q, 'search_rebuild_wanted')
  if (!rebuild && !wanted && live && known.shape === search.shape) return { live, rebuild: null }
  return { live, rebuild: await begin(q, search) }
}

async function isUnderWay(search: Search, rebuild: Rebuild, live: string | null): Promise<boolean> {
  if (rebuild.shape !== search.shape) return false
  return rebuild.mark === live || rebuild.mark === (await search.indexes.markOf('shadow'))
}

async function begin(q: Queryable, search: Search): Promise<Rebuild> {
  const rebuild: Rebuild = {
    mark: await search.indexes.openShadow(),
    shape: search.shape,
    kind: projectedKinds[0],
    after: null,
    done: 0,
    total: await countFindable(q),
  }
  await dropState(q, 'search_rebuild_wanted')
  await saveState(q, 'search_rebuild', rebuild)
  return rebuild
}

/** Takes the next step of a rebuild; the last one puts the new index in the live one's place. */
export async function continueRebuild(
  q: Queryable,
  search: Search,
  rebuild: Rebuild,
): Promise<void> {
  const swapped = (await search.indexes.markOf('live')) === rebuild.mark
  const ids = swapped ? [] : await listIdsAfter(q, rebuild.kind, rebuild.after, idsPerStep)
  if (ids.length > 0) {
    const { kind } = rebuild
    const { put } = await project(
      q,
      ids.map((id) => ({ kind, id })),
    )
    await send(search, ['shadow'], { put, gone: [] }).catch(async (error: unknown) => {
      if (!isRejectedDocument(error)) throw error
      // Marks are taken apart until what can't be taken is alone; the rest of the index isn't held up by it.
      await enqueueAgain(q, kind, ids)
    })
    const done = rebuild.done + ids.length
    await saveState(q, 'search_rebuild', { ...rebuild, after: ids.at(-1)!, done })
    return
  }
  const next = projectedKinds[projectedKinds.indexOf(rebuild.kind) + 1]
  if (next && !swapped) {
    await saveState(q, 'search_rebuild', { ...rebuild, kind: next, after: null })
    return
  }
  await search.indexes.swap(rebuild.mark)
  const { mark, shape } = rebuild
  await saveState(q, 'search_index', { mark, shape } satisfies LiveIndex)
  await dropState(q, 'search_rebuild')
}
