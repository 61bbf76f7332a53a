import type { Queryable } from '#db'
import { type Actor, isBureau, isInstitution } from '../actor.ts'

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
      return true
    case 'person':
      return actor?.personId === id
    case 'desk':
    case 'consents':
      return actor?.memberOf.includes(id) ?? false
    case 'bureau':
      return isBureau(actor, 'owner', 'admin', 'officer', 'host', 'liaison', 'street')
    case 'request':
      return isInstitution(actor) || isBureau(actor, 'officer', 'host') || owns(q, actor, id)
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
