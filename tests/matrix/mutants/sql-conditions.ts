/** A condition of an SQL function, and what stands in its place once it is taken away. */
export interface Condition {
  from: number
  to: number
  without: 'true' | 'false'
}

interface Token {
  word: string
  from: number
  to: number
  /** How many parentheses are open around it. */
  depth: number
}

const opens = new Set(['where', 'on', 'when', 'if'])
const closes = new Set([
  ...['then', 'where', 'group', 'order', 'limit', 'union', 'returning', ';'],
  ...['join', 'cross', 'left', 'inner'],
])

/**
 * The conditions of a function's body, each of those that `and` and `or` join by itself: of a `where`, an `on`, a `when`, an
 * `if`. Without one everything passes it; one of several of which one is enough gives nobody anything. An `if` of one condition
 * is tried both ways, since it may let in or turn away.
 */
export function conditionsOf(body: string): Condition[] {
  const tokens = tokensOf(body)
  return tokens.flatMap(({ word }, index) => {
    const isCondition =
      opens.has(word) && tokens[index - 1]?.word !== 'end' && tokens[index + 1]?.word !== 'conflict'
    return isCondition ? partsOf(reach(tokens, index), word === 'if' ? bothWays : open) : []
  })
}

const form = /'(?:[^']|'')*'|--[^\n]*|\w+(?:\.\w+)*|\S/g

function tokensOf(body: string): Token[] {
  let depth = 0
  return [...body.matchAll(form)]
    .filter(([word]) => !word.startsWith('--'))
    .map(({ 0: word, index }) => {
      if (word === ')') depth--
      const token = { word: word.toLowerCase(), from: index, to: index + word.length, depth }
      if (word === '(') depth++
      return token
    })
}

/** What the keyword at an index governs. */
function reach(tokens: readonly Token[], at: number): Token[] {
  const { depth } = tokens[at]!
  const rest = tokens.slice(at + 1)
  const end = rest.findIndex(
    (item) => item.depth < depth || (item.depth === depth && closes.has(item.word)),
  )
  return end < 0 ? rest : rest.slice(0, end)
}

type Ways = readonly Condition['without'][]
const open: Ways = ['true']
const shut: Ways = ['false']
const bothWays: Ways = ['true', 'false']

/** @param ways what the whole becomes where it isn't joined of several */
function partsOf(all: readonly Token[], ways: Ways): Condition[] {
  const alternatives = split(all, 'or')
  return alternatives.flatMap((alternative) => {
    const parts = split(alternative, 'and')
    const own = parts.length > 1 ? open : alternatives.length > 1 ? shut : ways
    return parts.flatMap((part) =>
      isWrapped(part)
        ? partsOf(part.slice(1, -1), own)
        : own.map((without) => ({ from: part[0]!.from, to: part.at(-1)!.to, without })),
    )
  })
}

function split(all: readonly Token[], by: 'and' | 'or'): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of all) {
    if (token.word === by && token.depth === all[0]!.depth) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts
}

const isWrapped = (part: readonly Token[]): boolean =>
  part[0]!.word === '(' &&
  part.findIndex(({ word, depth }) => word === ')' && depth === part[0]!.depth) === part.length - 1
