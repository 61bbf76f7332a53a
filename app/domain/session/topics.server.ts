import type { Queryable } from '#db'
import { type Acting, type Actor, isAuditor, isBureau } from '../actor.ts'
import { getAppeal } from '../appeal/read.server.ts'
import { getConsent } from '../consent/read.server.ts'
import { getDeal } from '../deal/read.server.ts'
import { getImport } from '../import/read.server.ts'
import { getInterest } from '../interest/read.server.ts'
import { isRefusal } from '../refusal.ts'
import { getRequest } from '../request/read.server.ts'
import { getThread } from '../thread/read.server.ts'
import { isUuid } from '../uuid.ts'
import { getWebhook } from '../webhook/read.server.ts'

type Read = (q: Queryable, actor: Acting, id: string) => Promise<unknown>

/** What is read before it is waited for, by those who act for an organisation. */
const reads: Record<string, Read> = {
  request: getRequest,
  thread: getThread,
  interest: getInterest,
  deal: getDeal,
  consent: getConsent,
  import_run: getImport,
  webhook: getWebhook,
}

/** Which of these topics somebody may wait for, looked up one after the other: who asks for many waits, and nobody else. */
export async function listenable(
  q: Queryable,
  actor: Actor | null,
  topics: readonly string[],
): Promise<string[]> {
  const granted: string[] = []
  for (const topic of topics) if (await mayListen(q, actor, topic)) granted.push(topic)
  return granted
}

/** Who may wait for a topic: those who may read what stands behind it. The notification itself says nothing but "changed". */
export async function mayListen(
  q: Queryable,
  actor: Actor | null,
  topic: string,
): Promise<boolean> {
  const [kind = '', id = ''] = topic.split(':')
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
    case 'bureau':
      return isBureau(actor, 'owner', 'admin', 'officer', 'host', 'liaison', 'street')
    case 'appeal':
      return actor !== null && isUuid(id) && isRead(getAppeal(q, actor, id))
    default: {
      const read = reads[kind]
      if (!read || !actor?.organization || !isUuid(id)) return false
      return isRead(read(q, actor as Acting, id))
    }
  }
}

async function isRead(reading: Promise<unknown>): Promise<boolean> {
  try {
    await reading
    return true
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}
