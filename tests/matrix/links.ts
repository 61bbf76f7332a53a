import type { Canaries, Row } from './canaries.ts'
import type { LeakFinder } from './leaks.ts'
import type { Knowledge } from './policy/knowledge.ts'
import type { Key } from './policy/policy.ts'

/** Something unnamed, with the ids that would say whose it is, and who may know that. */
interface Unnamed {
  table: string
  /** Either of them in a text says that the text is about it. */
  signs: readonly string[]
  ids: readonly string[]
  knowers: ReadonlySet<Key>
}

/** Interests whose side has been told whose listing it is. */
const accepted = ['shortlisted', 'quoting', 'countered', 'awarded']

/**
 * Ids as canaries: a text that shows a request or listing without a name beside the id of its organisation, or of somebody
 * in it, tells whose it is as well as the name would.
 */
export function createLinkFinder(canaries: Canaries, know: Knowledge): LeakFinder {
  const unnamed = [
    ...unnamedIn('request', canaries, know, (row) => [
      'host',
      ...know.takers(row.id).flatMap((id) => [`acting:${id}`, ...headOf(id, know)]),
    ]),
    ...unnamedIn('listing', canaries, know, (row) =>
      know
        .all('interest')
        .filter((one) => one.listing_id === row.id && accepted.includes(one.state))
        .map((one) => `acting:${one.organization_id}`),
    ),
  ]
  return (text, keys) =>
    unnamed
      .filter(({ signs }) => signs.some((sign) => text.includes(sign)))
      .filter(({ ids }) => ids.some((id) => text.includes(id)))
      .filter(({ knowers }) => ![...keys].some((key) => knowers.has(key)))
      .map(({ table }) => `whose a ${table} without a name is`)
}

function unnamedIn(
  table: 'request' | 'listing',
  canaries: Canaries,
  know: Knowledge,
  more: (row: Row) => Key[],
): Unnamed[] {
  const marks = new Map(canaries.of(`${table}.title`).map(({ mark, row }) => [row.id, mark]))
  return know
    .all(table)
    .filter(({ anonymous }) => anonymous)
    .map((row) => ({
      table,
      signs: [row.id, marks.get(row.id) ?? row.id],
      ids: [row.organization_id, ...peopleOf(row.organization_id, know)],
      knowers: new Set([
        `acting:${row.organization_id}`,
        `member:${row.organization_id}`,
        'officer',
        // Reads the trail of every organisation.
        'auditor',
        ...more(row),
      ]),
    }))
}

const peopleOf = (organizationId: string, know: Knowledge): string[] =>
  know
    .all('membership')
    .filter(({ organization_id }) => organization_id === organizationId)
    .map(({ person_id }) => person_id)

function headOf(institutionId: string, know: Knowledge): Key[] {
  const head = know.get('organization', institutionId)?.parent_id
  return head ? [`acting:${head}`] : []
}
