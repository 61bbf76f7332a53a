import { auditFilterSchema, MAX_EXPORTED_ROWS } from '#app/domain/audit/audit.ts'
import { type AuditRow, listAudit } from '#app/domain/audit/read.server.ts'
import { noteExport } from '#app/domain/audit/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { csvStream } from '#app/http/csv.ts'
import { load } from '#app/http/route.ts'
import { createFormat } from '#app/i18n/format.ts'

export const handle = { access: 'auditor' } satisfies RouteHandle

const rowsAtOnce = 1000

const columns = [
  ...['at', 'verb', 'subject_kind', 'subject_id', 'person_id', 'person', 'organization_id'],
  ...['organization', 'sign_in_id', 'detail', 'seq', 'id'],
] as const

/** The trail as the filter has it, in one stream, 100,000 rows at most; that somebody took it away is in the trail too. */
export const loader = load(handle.access, async ({ actor, db, vault, url, t, locale }) => {
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''))
  const filter = auditFilterSchema.parse(asked)
  const { person } = createFormat({ language: locale, t })
  await noteExport(db, actor, filter)
  async function* lines(): AsyncGenerator<string[][]> {
    yield [columns.map((column) => t(`column.${column}`, { ns: 'audit' }))]
    let before: string | null = null
    for (let done = 0; done < MAX_EXPORTED_ROWS; done += rowsAtOnce) {
      const rows: AuditRow[] = await listAudit(db, vault, actor, {
        ...{ filter, before, limit: rowsAtOnce },
      })
      if (rows.length > 0) yield rows.map((row) => line({ ...row, person: person(row.person) }))
      if (rows.length < rowsAtOnce) return
      before = rows.at(-1)!.id
    }
  }
  return csvStream('audit.csv', lines())
})

const line = (row: AuditRow & { person: string }): string[] => [
  ...[row.at.toISOString(), row.verb, row.subject.kind, row.subject.id ?? ''],
  ...[row.personId ?? '', row.person, row.organizationId ?? '', row.organization ?? ''],
  ...[row.signInId ?? '', row.detail ? JSON.stringify(row.detail) : '', String(row.seq ?? '')],
  row.id,
]
