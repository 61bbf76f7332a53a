import type { Queryable } from '#db'
import { type Actor, isAuditor, isBureau, isInstitution } from '../actor.ts'

/** Who may wait for a topic: those who may read what stands behind it. The hint itself says nothing but "changed". */
export async function mayListen(
  q: Queryable,
  actor: Actor | null,
  topic: string,
): Promise<boolean> {
  const [kind, id = ''] = topic.split(':')
  switch (kind) {
    case 'organization':
    case 'product':
    case 'session':
    case 'listing':
      return true
    case 'audit':
      return isAuditor(actor)
    case 'person':
      return actor?.personId === id
    case 'desk':
    case 'consents':
      return !isAuditor(actor) && (actor?.memberOf.includes(id) ?? false)
    case 'import_run':
    case 'bureau':
      return isBureau(actor, 'owner', 'admin', 'officer', 'host', 'liaison', 'street')
    case 'request':
      return isInstitution(actor) || isBureau(actor, 'officer', 'host') || owns(q, actor, id)
    case 'appeal':
      return isBureau(actor, 'officer') || mayHear(q, actor, id)
    case 'interest':
      return isBureau(actor, 'officer') || answers(q, actor, id)
    case 'deal':
      return isBureau(actor, 'officer') || deals(q, actor, id)
    case 'consent':
      return isPartOf(q, actor, id)
    case 'thread':
      return isBureau(actor, 'officer', 'host') || takesPart(q, actor, id)
    default:
      return false
  }
}

async function owns(q: Queryable, actor: Actor | null, requestId: string): Promise<boolean> {
  if (!actor || actor.memberOf.length === 0 || !isUuid(requestId)) return false
  const row = await q
    .selectFrom('request')
    .where('id', '=', requestId)
    .where('organization_id', 'in', actor.memberOf)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

async function mayHear(q: Queryable, actor: Actor | null, appealId: string): Promise<boolean> {
  if (!actor || !isUuid(appealId)) return false
  const row = await q
    .selectFrom('appeal')
    .where('id', '=', appealId)
    .select(['raised_by', 'organization_id'])
    .executeTakeFirst()
  return row?.raised_by === actor.personId || actor.memberOf.includes(row?.organization_id ?? '')
}

async function takesPart(q: Queryable, actor: Actor | null, threadId: string): Promise<boolean> {
  if (!actor || actor.memberOf.length === 0 || !isUuid(threadId)) return false
  const row = await q
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .where('thread.id', '=', threadId)
    .where((eb) =>
      eb.or([
        eb('thread.institution_id', 'in', actor.memberOf),
        eb('request.organization_id', 'in', actor.memberOf),
      ]),
    )
    .select('thread.id')
    .executeTakeFirst()
  return row !== undefined
}

async function answers(q: Queryable, actor: Actor | null, interestId: string): Promise<boolean> {
  if (!actor || actor.memberOf.length === 0 || !isUuid(interestId)) return false
  const row = await q
    .selectFrom('interest')
    .innerJoin('listing', 'listing.id', 'interest.listing_id')
    .where('interest.id', '=', interestId)
    .where((eb) =>
      eb.or([
        eb('interest.organization_id', 'in', actor.memberOf),
        eb('listing.organization_id', 'in', actor.memberOf),
      ]),
    )
    .select('interest.id')
    .executeTakeFirst()
  return row !== undefined
}

async function deals(q: Queryable, actor: Actor | null, dealId: string): Promise<boolean> {
  if (!actor || actor.memberOf.length === 0 || !isUuid(dealId)) return false
  const row = await q
    .selectFrom('deal')
    .where('id', '=', dealId)
    .where((eb) =>
      eb.or([eb('buyer_id', 'in', actor.memberOf), eb('seller_id', 'in', actor.memberOf)]),
    )
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

async function isPartOf(q: Queryable, actor: Actor | null, consentId: string): Promise<boolean> {
  if (!actor || actor.memberOf.length === 0 || !isUuid(consentId)) return false
  const row = await q
    .selectFrom('consent')
    .where('id', '=', consentId)
    .where((eb) =>
      eb.or([
        eb('organization_id', 'in', actor.memberOf),
        eb('institution_id', 'in', actor.memberOf),
      ]),
    )
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

const isUuid = (text: string) => /^[0-9a-f-]{36}$/i.test(text)
