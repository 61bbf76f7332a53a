import { defineConfig } from 'vitest/config'
import { mutantPlugin } from './tests/matrix/mutants/plugin.ts'

const project = (name: string, extra: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...extra },
})

const patient = { testTimeout: 1_800_000, hookTimeout: 180_000 }

/** The matrix against itself, on modules with a switch at each right; by `npm run mutants` alone. */
const mutants = {
  ...project('mutants', {
    include: ['tests/matrix/mutants/*.test.ts'],
    setupFiles: ['tests/matrix/mutants/runtime.ts'],
    ...patient,
  }),
  plugins: [mutantPlugin()],
}

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/count-reporter.ts'],
    globalSetup: ['tests/support/engines.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      project('unit'),
      project('integration'),
      project('routes'),
      project('fuzz', patient),
      project('matrix', { exclude: ['tests/matrix/mutants/**'], ...patient }),
      ...(process.env.MUTANTS ? [mutants] : []),
      project('faults', { testTimeout: 600_000, fileParallelism: false }),
      project('e2e', { testTimeout: 180_000, fileParallelism: false }),
    ],
  },
})
