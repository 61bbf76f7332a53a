import { classes } from './classification.ts'
import { registerPhrases } from './phrases.ts'

/**
 * Proposes a class of GB/T 4754-2017 for a company by comparing the names of classes with what the company says of
 * itself. A proposal for a person to confirm, not a finding.
 * @returns a code such as `L7251`, or null when nothing comes close
 */
export function proposeIndustry(name: string, scope: string | null): string | null {
  const clauses = [tradeOf(name), ...clausesOf(scope ?? '')]
  const scores = new Map<string, number>()
  const add = (code: string, score: number) => scores.set(code, (scores.get(code) ?? 0) + score)
  clauses.slice(0, mostClauses).forEach((clause, at) => {
    const weight = at === 0 ? nameWeight : 1 / (1 + at / 4)
    for (const [index, fit] of fitsOf(clause)) add(candidates[index]!.code, fit * weight)
    const phrase = registerPhrases.find(([one]) => clause.includes(one))
    if (phrase) add(phrase[1], phraseFit * weight)
  })
  const best = [...scores].sort((a, b) => b[1] - a[1])[0]
  return best && best[1] >= leastScore ? best[0] : null
}

const mostClauses = 24
const nameWeight = 1.5
/** A class's own name says more than a register's phrase for it. */
const phraseFit = 0.75
const leastFit = 0.55
const leastScore = 0.4

/** Groups and classes; sections and divisions say too little. */
const candidates = classes
  .filter(({ code }) => code.length >= 4)
  .map(({ code, name }) => ({ code, pairs: pairsOf(plain(name)) }))

const holders = new Map<string, number[]>()
for (const [index, { pairs }] of candidates.entries()) {
  for (const pair of pairs) holders.set(pair, [...(holders.get(pair) ?? []), index])
}
const weights = new Map(
  [...holders].map(([pair, all]) => [pair, Math.log(candidates.length / all.length)]),
)
const weightOf = (pair: string): number => weights.get(pair) ?? Math.log(candidates.length)
const totals = candidates.map(({ pairs }) => sumOf(pairs))

function sumOf(pairs: Iterable<string>): number {
  let sum = 0
  for (const pair of pairs) sum += weightOf(pair)
  return sum
}

/** How much of a class's name stands in the clause, and of the clause in the name. */
function fitsOf(clause: string): [number, number][] {
  const pairs = pairsOf(plain(clause))
  if (pairs.size === 0) return []
  const shared = new Map<number, number>()
  for (const pair of pairs) {
    const weight = weightOf(pair)
    for (const index of holders.get(pair) ?? [])
      shared.set(index, (shared.get(index) ?? 0) + weight)
  }
  const own = sumOf(pairs)
  return [...shared]
    .map(([index, sum]): [number, number] => [index, (2 * sum) / (totals[index]! + own)])
    .filter(([, fit]) => fit >= leastFit)
}

function clausesOf(scope: string): string[] {
  return scope
    .replace(/[（(][^（()）]*[)）]/g, '')
    .split(/[、，,；;。.：:\s]/)
    .map((clause) => clause.trim())
    .filter((clause) => clause.length >= 2)
}

/** The line of business in a company's name: what stands before its legal form. */
const tradeOf = (name: string): string =>
  name
    .replace(/[（(][^（()）]*[)）]/g, '')
    .replace(/(?:集团)?(?:股份|有限|责任)*公司.*$/, '')
    .slice(-6)

/** Without the words that nearly every class carries. */
function plain(text: string): string {
  return text.replace(/其他|未列明|活动|专业|及辅助性|[、（）()和及与的]/g, '').replace(/业$/, '')
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < text.length; at++) pairs.add(text.slice(at, at + 2))
  return pairs
}
