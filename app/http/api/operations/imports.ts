import { z } from 'zod'
import { importKindNames, importMachine } from '#app/domain/import/import-run.ts'
import { getImport, listImportPortion } from '#app/domain/import/read.server.ts'
import { startImport, uploadImport } from '#app/domain/import/write.server.ts'
import { faultWords } from '#app/i18n/import-faults.ts'
import { id, instant, moved } from '../fields.ts'
import { listOperation, operation } from '../operation.ts'

const tally = z
  .object({
    rows: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    rejected: z.number().int(),
  })
  .nullable()

const listed = {
  id,
  kind: z.enum(importKindNames),
  name: z.string(),
  state: z.enum(importMachine.states),
  tally,
}

const listedImport = z.object({ ...listed, createdAt: instant }).meta({ id: 'ListedImport' })

const run = z
  .object({
    ...listed,
    header: z.array(z.string()),
    mapping: z.record(z.string(), z.number().int()).meta({
      description: 'Our column’s name to the number of the file’s column, counted from 0.',
    }),
    columns: z.array(z.object({ name: z.string(), required: z.boolean() })),
    progress: z.number().int().meta({ description: 'Per cent.' }),
    problem: z.string().nullable().meta({ description: 'Why the file can’t be used as a whole.' }),
  })
  .meta({ id: 'Import' })

const fault = z
  .object({
    line: z.number().int(),
    column: z.string(),
    reason: z.string(),
    value: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'ImportFault' })

const state = moved(importMachine.states)

export const imports = [
  listOperation({
    id: 'listImports',
    path: '/imports',
    noun: 'import',
    access: 'officer',
    scope: 'imports:read',
    does: 'Files that one’s bureau took in.',
    item: listedImport,
    list: ({ db, actor, query }) => listImportPortion(db, actor, query),
  }),
  operation({
    id: 'uploadImport',
    method: 'POST',
    path: '/imports',
    noun: 'import',
    access: 'officer',
    budget: 'file',
    scope: 'imports:write',
    does: 'Uploads a CSV (UTF-8, GB18030) or XLSX file of one kind; nothing is taken in yet.',
    query: z.strictObject({
      kind: z.enum(importKindNames),
      name: z.string().min(1).max(120).meta({
        description: 'The file’s name; `.xlsx` at its end says that it is a workbook.',
      }),
    }),
    takes: [
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/octet-stream',
    ],
    reply: state,
    status: 201,
    location: ({ id }) => `/imports/${id}`,
    limit: 'import',
    work: async ({ db, actor, files, query: { kind, name }, body }) => {
      const upload = { name, bytes: body as unknown as Uint8Array }
      const { id } = await uploadImport(db, actor, { kind, upload, readSheet: files.readSheet })
      return { id, state: 'uploaded' as const }
    },
  }),
  operation({
    id: 'getImport',
    method: 'GET',
    path: '/imports/{importId}',
    noun: 'import',
    access: 'officer',
    budget: 'read',
    scope: 'imports:read',
    does: 'One file, how far it is and what came of it.',
    reply: run,
    work: async ({ db, actor, params, t }) => {
      const { problem, ...one } = await getImport(db, actor, params.importId)
      return {
        ...one,
        problem: problem && t(problem.message, { ns: 'refusal', ...problem.params }),
      }
    },
  }),
  operation({
    id: 'checkImport',
    method: 'POST',
    path: '/imports/{importId}/check',
    noun: 'import',
    access: 'officer',
    budget: 'write',
    scope: 'imports:write',
    does: 'Looks a file through and changes nothing (a dry run); poll the import for what it found.',
    body: z.strictObject({
      mapping: z.record(z.string().max(60), z.number().int().min(0).max(9999)).optional().meta({
        description: 'Which column is which; by the first row where absent.',
      }),
    }),
    reply: state,
    example: {},
    work: async ({ db, actor, params: { importId }, body: { mapping } }) => {
      await startImport(db, actor, { id: importId, verb: 'check', ...(mapping ? { mapping } : {}) })
      return { id: importId, state: 'checking' as const }
    },
  }),
  operation({
    id: 'takeInImport',
    method: 'POST',
    path: '/imports/{importId}/take-in',
    noun: 'import',
    access: 'officer',
    budget: 'write',
    scope: 'imports:write',
    does: 'Takes a file in as it was looked through; poll the import for its progress.',
    reply: state,
    work: async ({ db, actor, params: { importId } }) => {
      await startImport(db, actor, { id: importId, verb: 'take_in' })
      return { id: importId, state: 'running' as const }
    },
  }),
  operation({
    id: 'listImportFaults',
    method: 'GET',
    path: '/imports/{importId}/faults',
    noun: 'import',
    access: 'officer',
    budget: 'read',
    scope: 'imports:read',
    does: 'Why rows were rejected, by line and column; the first 5,000.',
    reply: z.object({ items: z.array(fault) }),
    work: async ({ db, actor, params, t }) => {
      const { faults } = await getImport(db, actor, params.importId)
      return {
        items: faults.map((fault) => ({
          line: fault.line,
          column: fault.column,
          reason: fault.reason,
          value: fault.value,
          detail: faultWords(t, fault),
        })),
      }
    },
  }),
]
