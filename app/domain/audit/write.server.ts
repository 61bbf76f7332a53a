import { type Db, transact } from '#db'
import { type Acting, isAuditor } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { enqueue } from '../enqueue.server.ts'
import { refuse } from '../refusal.ts'
import type { AuditFilter } from './audit.ts'

/** Leaves in the trail that an auditor takes rows of it away, and by which filter; names that were typed stay out. */
export async function noteExport(db: Db, actor: Acting, filter: AuditFilter): Promise<void> {
  if (!isAuditor(actor)) throw refuse('forbidden', 'access_auditor')
  const { from = null, to = null, verb = null, kind = null, id = null } = filter
  const by = {
    person: filter.person !== undefined,
    organization: filter.organization !== undefined,
  }
  await transact(db, (tx) =>
    appendAudit(tx, actor, {
      verb: 'export_audit',
      subject: { kind: 'audit', id: null },
      detail: { from, to, verb, kind, id, by_person: by.person, by_organization: by.organization },
    }),
  )
}

/** Asks for a check of the whole chain now; one that already waits is enough. */
export async function askForCheck(db: Db, actor: Acting): Promise<void> {
  if (!isAuditor(actor)) throw refuse('forbidden', 'access_auditor')
  await transact(db, async (tx) => {
    await appendAudit(tx, actor, { verb: 'check_audit', subject: { kind: 'audit', id: null } })
    await enqueue(tx, 'check_audit', {}, { key: 'check_audit' })
  })
}
