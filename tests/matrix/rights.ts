import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { isFull } from './cells.ts'

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
  const isAsked = (item: string) => {
    const [key, [persona]] = splitLine(item)
    return asked.has(`${key.split(' · ').slice(0, -1).join(' · ')}|${persona}`)
  }
  return [
    ...[...found].filter((item) => !known.has(item)).map((item) => `is new: ${item}`),
    ...[...known]
      .filter((item) => !found.has(item) && isAsked(item))
      .map((item) => `is gone: ${item}`),
  ]
}

const [goesTo, apart, elseSign] = [' → ', '; ', 'else ']

/**
 * A table of one outcome for each asking and persona: a line for each asking, with who meets which outcome; what most of
 * them meet stands last, for all who aren't named.
 */
export function verdictsOf(seen: readonly Seen[]): string[] {
  const askings = Map.groupBy(seen, ({ at }) => at)
  return [...askings].map(([at, all]) => {
    const outcomes = [...Map.groupBy(all, ({ what }) => what)].map(([what, who]) => ({
      what,
      who: who.map(({ persona }) => persona).sort(),
    }))
    const [usual, ...others] = outcomes.sort((a, b) => b.who.length - a.who.length)
    const told = others.map(({ what, who }) => `${what}: ${who.join(' ')}`).sort()
    return `${at}${goesTo}${[...told, `${elseSign}${usual!.what}`].join(apart)}`
  })
}

/** @returns what such a table says that a persona meets; undefined for an asking that it doesn't know */
export function readVerdicts(table: string): (at: string, persona: string) => string | undefined {
  const lines = new Map<string, Map<string, string>>()
  for (const line of table.split('\n').filter(Boolean)) {
    const cut = line.indexOf(goesTo)
    const outcomes = new Map<string, string>()
    for (const one of line.slice(cut + goesTo.length).split(apart)) {
      if (one.startsWith(elseSign)) outcomes.set('', one.slice(elseSign.length))
      else
        for (const [what, who] of [splitLine(one)]) for (const name of who) outcomes.set(name, what)
    }
    lines.set(line.slice(0, cut), outcomes)
  }
  return (at, persona) => lines.get(at)?.get(persona) ?? lines.get(at)?.get('')
}

const urlOf = (name: string) => new URL(name, import.meta.url)

/** One of the tables that stand beside this file. */
export const readTable = (name: string): string =>
  existsSync(urlOf(name)) ? readFileSync(urlOf(name), 'utf8') : ''

/** Whether the tables are written anew, to be read before they are committed. */
export const isAccepting = isFull && process.env.ACCEPT === 'yes'

export function acceptTable(name: string, lines: readonly string[]): void {
  if (isAccepting) writeFileSync(urlOf(name), `${lines.join('\n')}\n`)
}

/** The status that a table of statuses says that a persona meets. */
export function statusOf(table: string): (at: string, persona: string) => string | undefined {
  const statuses = new Map<string, string>()
  for (const [line, personas] of linesOf(table)) {
    const [at, status] = [line.slice(0, line.lastIndexOf(' · ')), line.split(' · ').at(-1)!]
    for (const persona of personas) statuses.set(`${at} ${persona}`, status)
  }
  return (at, persona) => statuses.get(`${at} ${persona}`)
}

/** The lines of a table, each with whom it holds for. */
export const linesOf = (table: string): Map<string, string[]> =>
  new Map(table.split('\n').filter(Boolean).map(splitLine))

const splitLine = (line: string): [string, string[]] => {
  const at = line.lastIndexOf(': ')
  return [line.slice(0, at), line.slice(at + 2).split(' ')]
}
