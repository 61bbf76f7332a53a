import type { Queryable } from '#db'
import { privacyVersion } from './notice.ts'

/** Whether a person has agreed to the notice in force. */
export async function hasAgreed(q: Queryable, personId: string): Promise<boolean> {
  const row = await q
    .selectFrom('privacy_consent')
    .select('at')
    .where('person_id', '=', personId)
    .where('version', '=', privacyVersion)
    .executeTakeFirst()
  return row !== undefined
}

/** Every version that a person agreed to, the newest first. */
export async function listAgreements(q: Queryable, personId: string) {
  return q
    .selectFrom('privacy_consent')
    .select(['version', 'at'])
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .execute()
}
