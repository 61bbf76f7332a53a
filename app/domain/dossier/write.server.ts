import { createHash } from 'node:crypto'
import { type Db, sql, type Tx, transact } from '#db'
import type { Acting } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { checkInput } from '../checked.ts'
import { mayGrant } from '../consent/policy.ts'
import { topic } from '../events.ts'
import type { PreparedFile } from '../file/file.ts'
import { refuse } from '../refusal.ts'
import { sealField } from '../sealed-field.server.ts'
import { sealedIn } from '../sealed-places.server.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import {
  bankSchema,
  contactSchema,
  type DocumentKind,
  type Indicator,
  indicatorInputSchema,
  MAX_DOCUMENTS,
} from './dossier.ts'
import { getOwnDossier } from './read.server.ts'

/** Changes something in the actor's own dossier; who reads it now sees it at once. */
async function onDossier<T>(
  db: Db,
  actor: Acting,
  verb: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (!mayGrant(actor)) throw refuse('forbidden', 'access_owner')
  return transact(db, async (tx) => {
    const { id } = actor.organization
    await tx.selectFrom('organization').select('id').where('id', '=', id).forUpdate().execute()
    const result = await work(tx)
    await appendAudit(tx, actor, { verb, subject: { kind: 'dossier', id } })
    const granted = await tx
      .selectFrom('consent')
      .select('id')
      .where('organization_id', '=', id)
      .where('state', '=', 'granted')
      .execute()
    const topics = granted.map((consent) => topic.consent(consent.id))
    await enqueueSideEffects(tx, { topics: [topic.consents(id), ...topics] })
    return result
  })
}

/** Who speaks for the enterprise on money. @throws {Refusal} `forbidden` for who is no owner; so all of these */
export const saveContact = (
  db: Db,
  actor: Acting,
  given: { contactName: string; contactPhone: string },
): Promise<void> =>
  onDossier(db, actor, 'save_contact', async (tx) => {
    const { contactName, contactPhone } = checkInput(contactSchema, given)
    const { id } = actor.organization
    const name = sealField(tx, contactName, sealedIn('private.contact.name', id))
    const phone = sealField(tx, contactPhone, sealedIn('private.contact.phone', id))
    await sql`select private.save_contact(${id}, ${name}, ${phone})`.execute(tx)
  })

/** Where its account is. */
export const saveBankAccount = (
  db: Db,
  actor: Acting,
  given: { bank: string; account: string },
): Promise<void> =>
  onDossier(db, actor, 'save_bank_account', async (tx) => {
    const { bank, account } = checkInput(bankSchema, given)
    const { id } = actor.organization
    const sealed = sealField(tx, account, sealedIn('private.bank_account.account', id))
    await sql`select private.save_bank_account(${id}, ${bank}, ${sealed})`.execute(tx)
  })

/** A year's figures, in fen; they replace that year's earlier ones. */
export const saveIndicator = (db: Db, actor: Acting, given: Indicator): Promise<void> =>
  onDossier(db, actor, 'save_indicator', async (tx) => {
    const year = checkInput(indicatorInputSchema, given)
    await sql`select private.save_indicator(
      ${actor.organization.id}, ${year.year}, ${year.revenueFen ?? null}, ${year.profitFen ?? null},
      ${year.taxFen ?? null}, ${year.rndFen ?? null}, ${year.assetsFen ?? null}, ${year.liabilitiesFen ?? null}
    )`.execute(tx)
  })

/** @throws {Refusal} `missing` when nothing was kept of that year */
export const removeIndicator = (db: Db, actor: Acting, year: number): Promise<void> =>
  onDossier(db, actor, 'remove_indicator', async (tx) => {
    const { indicators } = await getOwnDossier(tx, actor)
    if (!indicators?.some((indicator) => indicator.year === year))
      throw refuse('missing', 'missing')
    await sql`select private.remove_indicator(${actor.organization.id}, ${year})`.execute(tx)
  })

/** Keeps a paper. @throws {Refusal} `conflict` when there are too many */
export const addDocument = (
  db: Db,
  actor: Acting,
  { kind, file }: { kind: DocumentKind; file: PreparedFile },
): Promise<void> =>
  onDossier(db, actor, 'add_document', async (tx) => {
    const own = await getOwnDossier(tx, actor)
    if ((own.documents?.length ?? 0) >= MAX_DOCUMENTS) {
      throw refuse('conflict', 'document_count', { params: { most: MAX_DOCUMENTS } })
    }
    const hash = createHash('sha256').update(file.bytes).digest()
    await sql`select private.add_document(
      ${actor.organization.id}, ${kind}, ${file.name}, ${file.mediaType}, ${hash}, ${file.bytes}, ${actor.personId}, ${tx.now}
    )`.execute(tx)
  })

/** @throws {Refusal} `missing` when it isn't one of the organisation's papers */
export const removeDocument = (db: Db, actor: Acting, id: string): Promise<void> =>
  onDossier(db, actor, 'remove_document', async (tx) => {
    const { rows } = await sql<{ gone: boolean }>`
      select private.remove_document(${actor.organization.id}, ${id}) as gone`.execute(tx)
    if (!rows[0]?.gone) throw refuse('missing', 'missing')
  })
