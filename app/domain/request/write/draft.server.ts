import { type Db, sql, type Tx, transact } from '#db'
import type { Acting } from '../../actor.ts'
import { refuseUnderAppeal } from '../../appeal/open.server.ts'
import { appendAudit } from '../../audit-log.server.ts'
import { checkInput } from '../../checked.ts'
import { topic } from '../../events.ts'
import { refuse } from '../../refusal.ts'
import { sealField } from '../../sealed-field.server.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import { enqueueSideEffects } from '../../side-effects.server.ts'
import { hasContact } from '../../text/contacts.ts'
import { dayOf } from '../../time/working-days.ts'
import { mayMakeRequests, mayManageRequest } from '../policy.ts'
import {
  defaultCap,
  type RequestAudience,
  type RequestInput,
  requestInputSchema,
} from '../request.ts'
import { lockRequest, moveRequest } from './move.server.ts'

/** Keeps a new request of the actor's enterprise as a draft. @throws {Refusal} */
export async function draftRequest(
  db: Db,
  actor: Acting,
  input: RequestInput,
): Promise<{ id: string }> {
  if (!mayMakeRequests(actor)) throw refuse('forbidden', 'access_enterprise')
  return transact(db, (tx) => insertDraft(tx, actor, input))
}

/** The same within another's transaction; a direct application goes to one institution alone. */
export async function insertDraft(
  tx: Tx,
  actor: Acting,
  given: RequestInput,
  audience: RequestAudience = 'market',
): Promise<{ id: string }> {
  const input = checkRequest(tx, given)
  const { id } = await tx
    .insertInto('request')
    .values({
      ...columnsOf(input),
      organization_id: actor.organization.id,
      state: 'draft',
      audience,
      cap: audience === 'direct' ? 1 : defaultCap,
      created_by: actor.personId,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await saveDetail(tx, id, input)
  const transition = { from: null, to: 'draft' }
  await appendAudit(tx, actor, {
    verb: 'draft',
    subject: { kind: 'request', id },
    transition,
  })
  await enqueueSideEffects(tx, { topics: [topic.desk(actor.organization.id)] })
  return { id }
}

export interface Revision {
  id: string
  /** Of the request as its form showed it: a change made meanwhile is not written over. */
  version: number
  input: RequestInput
}

/** Changes a request that is not out yet. @throws {Refusal} */
export async function reviseRequest(
  db: Db,
  actor: Acting,
  { id, version, input: given }: Revision,
): Promise<void> {
  await transact(db, async (tx) => {
    const request = await lockRequest(tx, id)
    if (!mayManageRequest(actor, request)) throw refuse('missing', 'missing')
    if (request.state !== 'draft' && request.state !== 'returned')
      throw refuse('conflict', 'request_bound')
    if (request.version !== version) throw refuse('conflict', 'changed_meanwhile')
    await refuseUnderAppeal(tx, 'request', id)
    const input = checkRequest(tx, given)
    await tx
      .updateTable('request')
      .set((eb) => ({ ...columnsOf(input), updated_at: tx.now, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await saveDetail(tx, id, input)
    await appendAudit(tx, actor, { verb: 'revise', subject: { kind: 'request', id } })
    await enqueueSideEffects(tx, { topics: [topic.request(id)] })
  })
}

/** Hands a request to the bureau for review. @throws {Refusal} */
export async function submitRequest(db: Db, actor: Acting, id: string): Promise<void> {
  await transact(db, async (tx) => {
    const request = await lockRequest(tx, id)
    if (!mayManageRequest(actor, request)) throw refuse('missing', 'missing')
    if (request.expiresOn <= dayOf(tx.now)) throw refuse('conflict', 'request_expiry_past')
    const changes = { audience: 'market' as const, cap: defaultCap }
    await moveRequest(tx, actor, request, 'submit', { changes })
  })
}

/** What is said within its bounds, to be answered in time, and without a way around the market. @throws {Refusal} `invalid` */
function checkRequest(tx: Tx, given: RequestInput): RequestInput {
  const input = checkInput(requestInputSchema, given)
  const fields: Record<string, string[]> = {}
  if (input.expiresOn <= dayOf(tx.now)) fields.expiresOn = ['day_in_future']
  for (const name of ['title', 'purpose', 'collateralNote'] as const) {
    if (hasContact(input[name] ?? '')) fields[name] = ['contact_in_text']
  }
  if (Object.keys(fields).length > 0) throw refuse('invalid', 'check_fields', { fields })
  return input
}

const columnsOf = (input: RequestInput) => ({
  title: input.title,
  amount_fen: input.amountFen,
  term_months: input.termMonths,
  purpose: input.purpose,
  rate_max_bp: input.rateMaxBp ?? null,
  guarantees: input.guarantees,
  collateral_note: input.collateralNote ?? null,
  urgency: input.urgency,
  anonymous: input.anonymous,
  expires_on: input.expiresOn,
})

async function saveDetail(tx: Tx, id: string, input: RequestInput): Promise<void> {
  const name = sealField(tx, input.contactName, sealedIn('private.request_detail.contact_name', id))
  const phone = sealField(
    tx,
    input.contactPhone,
    sealedIn('private.request_detail.contact_phone', id),
  )
  await sql`select private.save_request_detail(
    ${id}, ${name}, ${phone}, ${input.revenueFen ?? null}::bigint,
    ${input.taxFen ?? null}::bigint, ${input.collateralDetail ?? null}, ${input.disclosed}::text[]
  )`.execute(tx)
}
