import { afterAll, expect, test } from 'vitest'
import { type ApiCall, callAs, leaksInAnswer } from './calls.ts'
import { isFull } from './cells.ts'
import { type Copies, keepCopy } from './copies.ts'
import { matrixMarket } from './market.ts'
import { acceptTable, differences, readTable, type Seen, tableOf } from './rights.ts'

const matrix = matrixMarket()
let copies: Copies | null = null
afterAll(() => copies?.close())

const share = 6
const isWrite = ({ operation }: ApiCall) => operation.method !== 'GET'
const seenOf = (call: ApiCall, persona: string, status: number): Seen => ({
  at: `${call.operation.id} · ${call.label}`,
  what: String(status),
  persona,
})

/** Every operation as everybody's program; shortened, a share that turns, and of the writes those that are refused. */
function* everyAsking(table: string): Generator<[ApiCall, string]> {
  const refused = new Set(table.split('\n').filter((line) => / · [45]\d\d: /.test(line)))
  const lines = [...refused]
  for (const [turn, call] of matrix.calls.entries()) {
    for (const [index, persona] of Object.keys(matrix.personas).entries()) {
      const at = `${call.operation.id} · ${call.label} · `
      const isRefused = () =>
        lines.some(
          (line) => line.startsWith(at) && ` ${line.split(': ')[1]} `.includes(` ${persona} `),
        )
      if (isFull || ((turn + index) % share === 0 && (!isWrite(call) || isRefused())))
        yield [call, persona]
    }
  }
}

test('no program is told or does what isn’t its owner’s', async () => {
  const seen: Seen[] = []
  const leaks: string[] = []
  const broken: string[] = []
  const table = readTable('calls.txt')
  if (isFull) copies = await keepCopy(matrix)
  let market = (await copies?.fresh()) ?? matrix
  for (const [call, persona] of everyAsking(table)) {
    const answer = await callAs(market, call, persona)
    const { status } = answer
    seen.push(seenOf(call, persona, status))
    const name = `${call.operation.id} on ${call.label} by ${persona}`
    if (status >= 500) broken.push(`${name}: ${status}`)
    for (const leak of leaksInAnswer(matrix, call, persona, answer)) leaks.push(`${leak}: ${name}`)
    if (copies && isWrite(call) && status < 300) market = await copies.fresh()
  }
  expect(broken).toEqual([])
  expect(leaks).toEqual([])
  acceptTable('calls.txt', tableOf(seen))
  expect(differences(seen, readTable('calls.txt'))).toEqual([])
})
