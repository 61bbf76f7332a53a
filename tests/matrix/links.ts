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
  /** What else of the same organisation may stand beside it, with its name for who may know that. */
  others: readonly { signs: readonly string[]; knowers: ReadonlySet<Key> | null }[]
}

/** Interests whose side has been told whose listing it is. */
const accepted = ['shortlisted', 'quoting', 'countered', 'awarded']

/**
 * Ids as canaries: a text that shows a request or listing without a name beside the id of its organisation, or of somebody
 * in it, tells whose it is as well as the name would. On a page that also shows another thing of that organisation, with
 * its name, the id says no more; lists of programs are looked at item by item (`calls.test.ts`).
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
        .filter((item) => item.listing_id === row.id && accepted.includes(item.state))
        .map((item) => `acting:${item.organization_id}`),
    ),
  ]
  return (text, keys) =>
    unnamed
      .filter(({ signs }) => signs.some((sign) => text.includes(sign)))
      .filter(({ ids }) => ids.some((id) => text.includes(id)))
      .filter(({ knowers }) => !holdsOneOf(keys, knowers))
      .filter(({ others }) => !others.some((other) => isNamed(other, text, keys)))
      .map(({ table }) => `whose a ${table} without a name is`)
}

const holdsOneOf = (keys: ReadonlySet<Key>, knowers: ReadonlySet<Key>): boolean =>
  [...keys].some((key) => knowers.has(key))

const isNamed = (
  { signs, knowers }: Unnamed['others'][number],
  text: string,
  keys: ReadonlySet<Key>,
): boolean =>
  signs.some((sign) => text.includes(sign)) && (knowers === null || holdsOneOf(keys, knowers))

function unnamedIn(
  table: 'request' | 'listing',
  canaries: Canaries,
  know: Knowledge,
  more: (row: Row) => Key[],
): Unnamed[] {
  const marks = new Map(canaries.of(`${table}.title`).map(({ mark, row }) => [row.id, mark]))
  const signsOf = (row: Row) => [row.id, marks.get(row.id) ?? row.id]
  const knowersOf = (row: Row) =>
    new Set([
      `acting:${row.organization_id}`,
      `member:${row.organization_id}`,
      'officer',
      // Reads the trail of every organisation.
      'auditor',
      ...more(row),
    ])
  const rows = know.all(table)
  return rows
    .filter(({ anonymous }) => anonymous)
    .map((row) => ({
      table,
      signs: signsOf(row),
      ids: [row.organization_id, ...peopleOf(row.organization_id, know)],
      knowers: knowersOf(row),
      others: rows
        .filter((other) => other !== row && other.organization_id === row.organization_id)
        .map((other) => ({
          signs: signsOf(other),
          knowers: other.anonymous ? knowersOf(other) : null,
        })),
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
