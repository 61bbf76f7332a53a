import { type Db, type Queryable, sql } from '#db'
import type { Acting } from '../actor.ts'
import { refuse } from '../refusal.ts'
import { openDetail, type RequestDetail } from '../request/detail.server.ts'
import { openField } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'
import type { Dossier } from './dossier.ts'

/** The private fields of the actor's own enterprise. */
export async function getOwnDossier(q: Queryable, actor: Acting): Promise<Dossier> {
  const { rows } = await sql<{ dossier: Dossier }>`
    select private.read_own_dossier(${actor.organization.id}) as dossier
  `.execute(q)
  return opened(q, actor.organization.id, rows[0]!.dossier)
}

/** What a consent opens, out of the one source that it names. */
export type Consented =
  | { source: 'dossier'; dossier: Dossier }
  | { source: 'request'; detail: RequestDetail }

/** What a consent in force lets the actor's institution read; null without one. Each call leaves a receipt. */
export async function readConsented(
  q: Queryable,
  actor: Acting,
  consentId: string,
  at: Date,
): Promise<Consented | null> {
  const { rows } = await sql<{ read: { dossier?: Dossier; request?: RequestDetail } | null }>`
    select private.read_consented(${consentId}, ${actor.organization.id}, ${actor.personId}, ${at}) as read
  `.execute(q)
  const { dossier, request } = rows[0]?.read ?? {}
  if (!dossier && !request) return null
  const { organization_id, subject_id } = await q
    .selectFrom('consent')
    .select(['organization_id', 'subject_id'])
    .where('id', '=', consentId)
    .executeTakeFirstOrThrow()
  if (dossier) return { source: 'dossier', dossier: opened(q, organization_id, dossier) }
  return request ? { source: 'request', detail: openDetail(q, subject_id, request) } : null
}

/** With its sealed fields in words. */
const opened = (q: Queryable, organizationId: string, dossier: Dossier): Dossier => ({
  ...dossier,
  contact: dossier.contact && {
    name: openField(q, dossier.contact.name, sealedIn('private.contact.name', organizationId)),
    phone: openField(q, dossier.contact.phone, sealedIn('private.contact.phone', organizationId)),
  },
  bank: dossier.bank && {
    ...dossier.bank,
    account: openField(
      q,
      dossier.bank.account,
      sealedIn('private.bank_account.account', organizationId),
    ),
  },
})

const piece = 1024 * 1024

/**
 * A document for its owner, or under a consent that names documents; the latter leaves a receipt, and a withdrawn
 * consent ends the download.
 * @throws {Refusal} `missing`, also where it must not be seen
 */
export async function openDocument(db: Db, actor: Acting, id: string) {
  const { rows } = await sql<{
    name: string
    media_type: string
    size: number
    consent_id: string | null
  }>`
    select * from private.open_document(${id}, ${actor.organization.id}, ${actor.personId}, ${db.now()})
  `.execute(db)
  const row = rows[0]
  if (!row) throw refuse('missing', 'missing')
  const content = inPieces(db, actor, { id, size: row.size, consentId: row.consent_id })
  return { name: row.name, mediaType: row.media_type, size: row.size, open: false, content }
}

async function* inPieces(
  db: Db,
  actor: Acting,
  { id, size, consentId }: { id: string; size: number; consentId: string | null },
): AsyncGenerator<Buffer> {
  for (let from = 0; from < size; from += piece) {
    const { rows } = await sql<{ part: Buffer | null }>`
      select private.document_part(${id}, ${actor.organization.id}, ${consentId}, ${from + 1}, ${piece}, ${db.now()}) as part
    `.execute(db)
    const part = rows[0]?.part
    if (!part) throw refuse('missing', 'missing')
    yield part
  }
}
