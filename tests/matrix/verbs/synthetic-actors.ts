import { createHash } from 'node:crypto'
import { type Actor, type Role, roles } from '#app/domain/actor.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import type { Call } from './record.ts'

const kinds = ['enterprise', 'institution', 'provider', 'bureau'] as const
const standings = ['verified', 'suspended'] as const

/** An organisation, head office or person that no thing is of. */
const nobodys = '00000000-0000-7000-8000-000000000000'

/** How somebody stands to what a call is about: a stranger, one of its people, or at one of its organisations. */
interface Stand {
  personId: string
  actsFor: string
  memberOf: readonly string[]
  parentId: string | null
}

const stranger: Stand = { personId: nobodys, actsFor: nobodys, memberOf: [], parentId: null }
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** @returns whether a predicate holds for which of all made-up people, as a count and a mark that tells sets apart */
export function askPuppets({ run, args, at, takes }: Call): string {
  const about = idsIn(args.filter((_, index) => index !== at))
  const visitor = takes === 'anyone' ? [null] : []
  const people = [...visitor, ...standsTo(about).flatMap(everybodyAt)]
  const matters = variantsOf(args.map((arg, index) => (index === at ? null : arg)))
  const holds = matters.flatMap((matter) =>
    people.map((actor) => isHeld(() => run(...matter.with(at, actor)))),
  )
  const mark = createHash('sha256').update(JSON.stringify(holds)).digest('hex').slice(0, 8)
  return `holds ${holds.filter(Boolean).length} times of ${holds.length}, ${mark}`
}

function isHeld(ask: () => unknown): boolean {
  try {
    return Boolean(ask())
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}

/** Words that turn a right, where a thing could hold another than the one it does. */
const otherWords: Record<string, readonly string[]> = {
  state: ['draft', 'published', 'cancelled', 'ended'],
  audience: ['invited'],
  kind: ['standing_application'],
}

/** What a call is about as it was, and with one of its facts otherwise. */
function variantsOf(args: readonly unknown[]): unknown[][] {
  const variants = [[...args]]
  for (const [index, one] of args.entries()) {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) continue
    for (const [key, value] of Object.entries(one))
      for (const other of othersOf(key, value))
        variants.push(args.with(index, { ...one, [key]: other }))
  }
  return variants
}

function othersOf(key: string, value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value]
  if (value === null) return [nobodys]
  return typeof value === 'string' ? (otherWords[key] ?? []).filter((item) => item !== value) : []
}

/** Every id in what a call is about, whatever it is of. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return uuid.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return [...new Set(Object.values(value).flatMap(idsIn))]
}

const standsTo = (ids: readonly string[]): Stand[] => [
  stranger,
  { ...stranger, parentId: nobodys },
  ...ids.flatMap((id) => [
    { ...stranger, personId: id },
    { ...stranger, memberOf: [id] },
    { ...stranger, actsFor: id, memberOf: [id] },
  ]),
]

const everybodyAt = (stand: Stand): Actor[] =>
  kinds.flatMap((kind) =>
    standings.flatMap((standing) => roles.map((role) => puppet(stand, kind, standing, role))),
  )

const puppet = (
  { personId, actsFor, memberOf, parentId }: Stand,
  kind: (typeof kinds)[number],
  standing: (typeof standings)[number],
  role: Role,
): Actor => ({
  personId,
  signInId: nobodys,
  memberOf: [...memberOf, actsFor],
  organization: { id: actsFor, kind, standing, roles: [role], parentId },
  secondFactor: 'given',
})
