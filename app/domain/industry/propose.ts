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
    for (const [code, fit] of recall(clause)) add(code, fit * weight)
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

/** Registers repeat their clauses thousands of times, so what lately came of one is kept. */
const recalled = new Map<string, readonly Fit[]>()
const mostRecalled = 5000

function recall(clause: string): readonly Fit[] {
  const known = recalled.get(clause)
  if (known) return known
  if (recalled.size >= mostRecalled) recalled.clear()
  const fits = fitsOf(clause)
  recalled.set(clause, fits)
  return fits
}

/** A class's code, and how well it fits, from 0 to 1. */
type Fit = [code: string, fit: number]

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

/** Zero but while a clause is looked at. */
const shared = new Float64Array(candidates.length)

function fitsOf(clause: string): Fit[] {
  const fits = classesLike(clause)
  const phrase = registerPhrases.find(([one]) => clause.includes(one))
  return phrase ? [...fits, [phrase[1], phraseFit]] : fits
}

/** How much of a class's name stands in the clause, and of the clause in the name. */
function classesLike(clause: string): Fit[] {
  const pairs = pairsOf(plain(clause))
  const touched: number[] = []
  for (const pair of pairs) {
    const weight = weightOf(pair)
    for (const index of holders.get(pair) ?? []) {
      if (shared[index] === 0) touched.push(index)
      shared[index]! += weight
    }
  }
  const own = sumOf(pairs)
  return touched.flatMap((index): Fit[] => {
    const fit = (2 * shared[index]!) / (totals[index]! + own)
    shared[index] = 0
    return fit >= leastFit ? [[candidates[index]!.code, fit]] : []
  })
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
