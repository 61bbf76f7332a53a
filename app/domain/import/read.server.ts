import type { Queryable } from '#db'
import type { Acting } from '../actor.ts'
import { type Page, type PageRequest, toPage } from '../pagination.ts'
import { refuse } from '../refusal.ts'
import type { ImportKindName, ImportState } from './import-run.ts'
import { importKinds } from './kinds.server.ts'
import type { Result } from './perform.server.ts'
import { mayImport } from './policy.ts'
import type { Mapping } from './read-table.server.ts'
import type { LineFault, Tally } from './report.ts'

/** The files that the actor's bureau took in, the newest first. */
export const listImports = async (q: Queryable, actor: Acting) =>
  (await listImportPortion(q, actor, { limit: 100 })).items

/** A portion of the same. */
export async function listImportPortion(
  q: Queryable,
  actor: Acting,
  { limit, before }: PageRequest,
): Promise<Page<ListedImport>> {
  if (!mayImport(actor)) return { items: [], next: null }
  const rows = await q
    .selectFrom('import_run')
    .select(['id', 'kind', 'name', 'state', 'tally', 'created_at'])
    .where('organization_id', '=', actor.organization.id)
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(
    rows.map((row) => ({
      id: row.id,
      kind: row.kind as ImportKindName,
      name: row.name,
      state: row.state as ImportState,
      tally: row.tally as Tally | null,
      createdAt: row.created_at,
    })),
    limit,
  )
}

export interface ListedImport {
  id: string
  kind: ImportKindName
  name: string
  state: ImportState
  tally: Tally | null
  createdAt: Date
}

/** A file on its way in, without its content. @throws {Refusal} `missing` */
export async function getImport(q: Queryable, actor: Acting, id: string) {
  const row = await q
    .selectFrom('import_run')
    .select(['id', 'kind', 'name', 'state', 'header', 'mapping', 'progress', 'tally', 'faults'])
    .select('problem')
    .where('id', '=', id)
    .where('organization_id', '=', actor.organization.id)
    .executeTakeFirst()
  if (!row || !mayImport(actor)) throw refuse('missing', 'missing')
  const kind = row.kind as ImportKindName
  return {
    id: row.id,
    kind,
    name: row.name,
    state: row.state as ImportState,
    header: row.header as string[],
    mapping: row.mapping as unknown as Mapping,
    columns: Object.keys(importKinds[kind].columns).map((name) => ({
      name,
      required: importKinds[kind].required.includes(name),
    })),
    progress: row.progress,
    tally: row.tally as Tally | null,
    faults: (row.faults as LineFault[] | null) ?? [],
    problem: row.problem as NonNullable<Result['problem']> | null,
  }
}
