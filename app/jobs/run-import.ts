import { z } from 'zod'
import { performImport } from '../domain/import/perform.server.ts'
import { defineJob } from './job.ts'

/** Looks a file through or takes it in, as staff asked. */
export const runImport = defineJob({
  name: 'run_import',
  access: 'market',
  schema: z.object({ id: z.uuid() }),
  run: ({ id }, { db, files }) => performImport(db, id, files.readSheet),
})
