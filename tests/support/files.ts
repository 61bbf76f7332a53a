import { afterAll } from 'vitest'
import { createFileWorkers, type FileWorkerLimits, type FileWorkers } from '#app/files/workers.ts'

/** The processes that look at files, for one test file. */
export function testFiles(limits: Partial<FileWorkerLimits> = {}): FileWorkers {
  const files = createFileWorkers(limits)
  afterAll(() => files.close())
  return files
}
