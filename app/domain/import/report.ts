import type { Fault, Outcome } from './outcome.ts'

export interface Tally {
  rows: number
  created: number
  updated: number
  unchanged: number
  rejected: number
}

export type LineFault = Fault & { line: number; params?: Record<string, number> }

/** Counts what rows came to, and keeps why others were rejected. */
export function createReport() {
  const tally: Tally = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 }
  const faults: LineFault[] = []
  return {
    tally,
    faults,
    took(outcomes: readonly Outcome[]) {
      for (const outcome of outcomes) tally[outcome]++
    },
    reject(line: number, found: readonly Fault[], params?: Record<string, number>) {
      tally.rejected++
      faults.push(...found.map((item) => ({ ...item, line, ...(params ? { params } : {}) })))
    },
  }
}

export type Report = ReturnType<typeof createReport>
