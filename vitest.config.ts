import { defineConfig } from 'vitest/config'

const project = (name: string, extra: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...extra },
})

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/count-reporter.ts'],
    globalSetup: ['tests/support/engines.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      project('unit'),
      project('integration'),
      project('routes'),
      project('e2e', { testTimeout: 180_000, fileParallelism: false }),
    ],
  },
})
