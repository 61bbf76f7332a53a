/** What came of one persona's asking: a status, or what the page offered to do. */
export interface Seen {
  /** The route and the thing, e.g. `requests.$id · request 3 returned`. */
  at: string
  what: string
  persona: string
}

/**
 * The table of rights: a line for each route, thing and outcome, with everybody whom it holds for. It is kept beside the
 * tests, so that a change of anybody's rights is seen and read before it lands.
 */
export function tableOf(seen: readonly Seen[]): string[] {
  const lines = new Map<string, Set<string>>()
  for (const { at, what, persona } of seen) {
    const line = `${at} · ${what}`
    lines.set(line, (lines.get(line) ?? new Set()).add(persona))
  }
  return [...lines].map(([line, personas]) => `${line}: ${[...personas].sort().join(' ')}`).sort()
}

/** @returns what one persona's asking came to against what the table says, as sentences */
export function differences(seen: readonly Seen[], table: string): string[] {
  const known = new Set<string>()
  const asked = new Set<string>()
  for (const line of table.split('\n').filter(Boolean)) {
    const [key, personas] = splitLine(line)
    for (const persona of personas) known.add(`${key}: ${persona}`)
  }
  const found = new Set<string>()
  for (const { at, what, persona } of seen) {
    asked.add(`${at}|${persona}`)
    found.add(`${at} · ${what}: ${persona}`)
  }
  const isAsked = (one: string) => {
    const [key, [persona]] = splitLine(one)
    return asked.has(`${key.split(' · ').slice(0, -1).join(' · ')}|${persona}`)
  }
  return [
    ...[...found].filter((one) => !known.has(one)).map((one) => `is new: ${one}`),
    ...[...known].filter((one) => !found.has(one) && isAsked(one)).map((one) => `is gone: ${one}`),
  ]
}

const splitLine = (line: string): [string, string[]] => {
  const at = line.lastIndexOf(': ')
  return [line.slice(0, at), line.slice(at + 2).split(' ')]
}
