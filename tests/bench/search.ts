/**
 * How well search finds real companies, and how long it takes:
 *   MEILI_URL=… MEILI_KEY=… node tests/bench/search.ts ../shared/data/enterprises_donghu_registry.csv
 * Uses an index of its own, which it drops at the end.
 */
import { pinyin } from 'pinyin-pro'
import { enterpriseColumns, parseEnterprise } from '#app/domain/import/enterprises.ts'
import { openTable, readSource } from '#app/domain/import/read-table.server.ts'
import { connectSearch, type SearchDocument, splitName } from '#search'

const { MEILI_URL = '', MEILI_KEY = '' } = process.env
const search = connectSearch({ url: MEILI_URL, key: MEILI_KEY, prefix: `bench_${process.pid}` })
const sampleSize = 300

interface Company {
  name: string
  uscc: string
  core: string
}

async function readCompanies(file: string) {
  const companies: Company[] = []
  const documents: SearchDocument[] = []
  const { rows } = await openTable(await readSource(file), enterpriseColumns, ['name', 'uscc'])
  for await (const { cells } of rows) {
    const parsed = parseEnterprise(cells)
    if ('faults' in parsed) continue
    const { name, uscc, business_scope, road } = parsed.facts
    companies.push({ name, uscc, core: splitName(name).core })
    documents.push({
      kind: 'organization',
      id: uscc,
      audience: ['public'],
      name,
      codes: [uscc],
      text: business_scope ?? '',
      facets: { street: road ? [road] : [] },
      at: 0,
    })
  }
  return { companies, documents }
}

let seed = 12345
const random = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed / 2147483648
}
const anyOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!

async function measure(
  title: string,
  companies: readonly Company[],
  top: number,
  ask: (one: Company) => string | null,
) {
  let right = 0
  let asked = 0
  const times: number[] = []
  for (const one of companies) {
    const text = ask(one)
    if (!text) continue
    asked++
    const started = performance.now()
    const { hits } = await search.query({ text, audience: ['public'], limit: top })
    times.push(performance.now() - started)
    if (hits.some(({ id }) => id === one.uscc)) right++
  }
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.floor(times.length * part)]?.toFixed(1)
  const share = ((100 * right) / asked).toFixed(1)
  console.log(`${title}: ${share} % of ${asked}, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
}

const initials = (text: string) =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('')
const letters = (text: string) =>
  pinyin(text, { toneType: 'none', type: 'array', v: true }).join('')
const changed = ({ core }: Company, change: (characters: string[], at: number) => string[]) => {
  const characters = [...core]
  return characters.length < 4
    ? null
    : change(characters, Math.floor(random() * characters.length)).join('')
}

async function run(file: string) {
  const { companies, documents } = await readCompanies(file)
  await search.indexes.ensureLive()
  const started = performance.now()
  await search.indexes.put('live', documents)
  console.log(
    `${documents.length} documents in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  )
  const sample = Array.from({ length: sampleSize }, () => anyOf(companies))
  await measure('full name, first', companies, 1, ({ name }) => name)
  await measure('USCC, first', companies, 1, ({ uscc }) => uscc)
  await measure('initials, in 5', companies, 5, ({ core }) => initials(core))
  await measure('full pinyin, in 5', sample, 5, ({ core }) => letters(core))
  await measure('one dropped, in 3', sample, 3, (one) =>
    changed(one, (all, at) => all.filter((_, index) => index !== at)),
  )
  await measure('one wrong, in 3', sample, 3, (one) =>
    changed(one, (all, at) => all.with(at, '啊')),
  )
  await measure('two swapped, in 3', sample, 3, (one) =>
    changed(one, (all, at) => {
      const left = Math.min(at, all.length - 2)
      return all.with(left, all[left + 1]!).with(left + 1, all[left]!)
    }),
  )
  await measure('three from the middle, in 20', sample, 20, ({ core }) => {
    const from = Math.floor((core.length - 3) / 2)
    return core.length < 3 ? null : core.slice(from, from + 3)
  })
  await measure(
    'in a long question, first',
    sample,
    1,
    ({ name }) => `我想在南昌找一家可靠的供应商，听说有一家叫${name}的还不错，请问怎么联系`,
  )
}

try {
  await run(process.argv[2] ?? '')
} finally {
  await search.indexes.drop('live')
}
