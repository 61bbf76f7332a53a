/** The face of search: what can be found, asking for it, and keeping the index true. Only this folder knows Meilisearch. */
import { Meilisearch } from 'meilisearch'
import { createSearchUnavailableError } from './errors.ts'
import { createKeepAliveFetch } from './http-client.ts'
import { createIndexes, type Indexes } from './indexes.ts'
import {
  runQuery,
  runSuggestions,
  type SearchAnswer,
  type SearchRequest,
  type SuggestionQuery,
} from './query/run.ts'
import { shape } from './settings.ts'

export {
  type FacetName,
  facetNames,
  type SearchDocument,
  type SearchKind,
  searchKinds,
} from './documents.ts'
export type { SearchTaskFailed, SearchUnavailableError } from './errors.ts'
export type { Indexes, IndexSlot } from './indexes.ts'
export { type Plan, planQuery, type Step, variantsOf } from './query/plan.ts'
export { type SearchAnswer, type SearchRequest, type Sort, sorts } from './query/run.ts'
export { deletionNeighbours, tokenizeCharacters } from './text/keys.ts'
export { type NameParts, splitName } from './text/names.ts'

export interface SearchOptions {
  url: string
  key: string
  /** Goes in front of the names of our indexes, so that several markets can share a server. */
  prefix?: string
  /** How long nobody waits for the server again after it failed to answer. */
  restMs?: number
  /** How long who searches waits for an answer. */
  patienceMs?: number
  /** Hears why search went away, with a `code`; it comes back by itself. */
  onError?: (error: Error) => void
}

export interface Search {
  /** True when the server answers and takes our key. */
  alive(): Promise<boolean>
  /** @throws {SearchAway} when there is no answer now */
  query(ask: SearchRequest): Promise<SearchAnswer>
  /** What comes near when nothing fits. @throws {SearchAway} */
  near(ask: SuggestionQuery): Promise<SearchAnswer['hits']>
  indexes: Indexes
  /** Of the index's settings and documents: an index of another shape must be rebuilt. */
  shape: string
}

/** Why there is no answer: `late`, or the search server's or the network's own code. */
function codeOf(error: unknown): string | undefined {
  const { cause } = error as { cause?: { name?: string; code?: string } }
  return cause?.name === 'AbortError' ? 'late' : cause?.code
}

const writtenWithinMs = 300_000

export function connectSearch({
  url,
  key,
  prefix = 'lianqiao',
  restMs = 1_000,
  patienceMs = 2_000,
  onError,
}: SearchOptions): Search {
  const httpClient = createKeepAliveFetch()
  const writer = new Meilisearch({ host: url, apiKey: key, timeout: writtenWithinMs, httpClient })
  const reader = new Meilisearch({
    host: url,
    apiKey: key,
    timeout: patienceMs,
    httpClient,
  })
  const indexes = createIndexes(writer, prefix)
  let restsUntil = 0

  async function answer<T>(ask: () => Promise<T>): Promise<T> {
    if (performance.now() < restsUntil)
      throw createSearchUnavailableError('it did not answer a moment ago')
    try {
      return await ask()
    } catch (error) {
      restsUntil = performance.now() + restMs
      onError?.(Object.assign(error as Error, { code: codeOf(error) }))
      throw createSearchUnavailableError((error as Error).message, error)
    }
  }

  return {
    alive: async () => {
      try {
        await reader.getVersion()
        return true
      } catch {
        return false
      }
    },
    query: (ask) => answer(() => runQuery(reader, indexes.uid.live, ask)),
    near: (ask) => answer(() => runSuggestions(reader, indexes.uid.live, ask)),
    indexes,
    shape,
  }
}
