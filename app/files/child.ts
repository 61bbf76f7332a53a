/**
 * A process of its own that looks at files from outside: pictures and spreadsheets may take all of the memory and time
 * there is, and then it is this process that ends. It has no settings, no keys and no connection but to its parent.
 */
import { prepareFile } from '../domain/file/prepare.server.ts'
import { readFirstSheet } from '../domain/import/sheet.server.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { FileAnswer, FileTask } from './task.ts'

async function perform(task: FileTask): Promise<unknown> {
  switch (task.kind) {
    case 'prepare':
      return prepareFile(task.upload, task.wanted)
    case 'sheet':
      return readFirstSheet(task.source, task.part)
  }
}

process.on('message', (task: FileTask) => {
  perform(task).then(
    (value) => answer({ value }),
    (error: unknown) => {
      if (!isRefusal(error)) return answer({ failed: (error as Error).message })
      const { refusal, message, params, fields } = error
      answer({ refused: { refusal, message, params, ...(fields ? { fields } : {}) } })
    },
  )
})

const answer = (result: FileAnswer): void => void process.send?.(result)
