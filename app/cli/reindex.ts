import { dropState, findState, saveState } from '#app/domain/search/index-state.server.ts'
import { startProjector } from '#app/jobs/project-search.ts'
import type { Services } from '../context.ts'
import { failure } from './failure.ts'

const lookEveryMs = 200
const patienceMs = 30 * 60_000

/** `npm run reindex`: builds the index anew beside the live one and puts it in its place without a gap. */
export async function reindexCommand(
  services: Pick<Services, 'db' | 'search' | 'log'>,
): Promise<number> {
  const { db, search } = services
  if (!(await search.alive())) {
    throw failure('Meilisearch does not answer: start it, or mend MEILI_URL and MEILI_KEY.')
  }
  const before = (await findState(db, 'search_index'))?.mark
  await saveState(db, 'search_rebuild_wanted', { at: db.now().toISOString() })
  const projector = startProjector(services)
  const started = performance.now()
  let said = -1
  try {
    while (performance.now() - started < patienceMs) {
      const rebuild = await findState(db, 'search_rebuild')
      const wanted = await findState(db, 'search_rebuild_wanted')
      if (rebuild) said = tell(rebuild, said)
      else if (!wanted && (await findState(db, 'search_index'))?.mark !== before) {
        const seconds = ((performance.now() - started) / 1000).toFixed(1)
        console.log(`The index was rebuilt in ${seconds} s.`)
        return 0
      }
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    }
  } finally {
    await projector.stop()
  }
  await dropState(db, 'search_rebuild_wanted')
  throw failure(
    'The index could not be rebuilt in time: see the log of Meilisearch, then try again.',
  )
}

/** @returns how many were done when it last said so */
function tell({ done, total }: { done: number; total: number }, said: number): number {
  if (done === said) return said
  const part = total === 0 ? 100 : Math.min(100, Math.round((done / total) * 100))
  process.stderr.write(`• ${done} of ${total} (${part}%)\n`)
  return done
}
