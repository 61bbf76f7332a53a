import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with one line that says how many tests passed, failed and were skipped. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests) counts[test.result().state] += 1
      if (module.errors().length > 0) counts.failed += 1
    }
    const { passed, failed, skipped, pending } = counts
    process.on('exit', () => {
      console.log(`${passed} passed, ${failed} failed, ${skipped + pending} skipped`)
    })
  }
}
