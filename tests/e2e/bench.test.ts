import { expect, test } from 'vitest'
import { benches, runBenches } from '../bench/index.ts'

test('every bench still runs and takes its figures, at sizes that say nothing of speed', async () => {
  const figures = await runBenches({ names: [], quick: true })
  const measured = new Set(figures.map(({ bench }) => bench))
  expect([...measured].sort()).toEqual(benches.map(({ name }) => name).sort())
  for (const { figure, value, goal, met } of figures) {
    expect(value, figure).toSatisfy(Number.isFinite)
    expect(met === null, figure).toBe(goal === null)
  }
}, 600_000)
