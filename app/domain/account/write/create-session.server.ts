import { sql, type Tx } from '#db'
import { appendAudit } from '../../audit-log.server.ts'
import { hashToken, makeToken } from '../../vault.server.ts'
import { type Device, signInDays } from '../account.ts'
import { rememberDevice } from './devices.server.ts'

export interface SignedIn {
  personId: string
  signInId: string
  /** For the cookie; the database keeps its hash only. */
  token: string
  /** For the cookie by which this device is known from now on; opens nothing. */
  deviceToken: string
}

/** Opens a sign-in for a person who has just proved who they are; acts for the organisation of last time. */
export async function createSession(
  tx: Tx,
  personId: string,
  device: Device,
  { secondFactor = false } = {},
): Promise<SignedIn> {
  const token = makeToken()
  const { id } = await tx
    .insertInto('sign_in')
    .values({
      person_id: personId,
      organization_id: await usualOrganization(tx, personId),
      token_hash: hashToken(token),
      created_at: tx.now,
      confirmed_at: tx.now,
      second_factor: secondFactor,
      last_seen_at: tx.now,
      expires_at: new Date(tx.now.getTime() + signInDays * 86_400_000),
      device: device.agent?.slice(0, 300) ?? null,
      address: device.address,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await appendAudit(
    tx,
    { personId, signInId: id, organization: null },
    { verb: 'sign_in', subject: { kind: 'sign_in', id } },
  )
  const deviceToken = await rememberDevice(tx, { personId, signInId: id }, device)
  return { personId, signInId: id, token, deviceToken }
}

async function usualOrganization(tx: Tx, personId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('membership')
    .leftJoin('sign_in', (join) =>
      join
        .onRef('sign_in.person_id', '=', 'membership.person_id')
        .onRef('sign_in.organization_id', '=', 'membership.organization_id')
        .on('sign_in.scopes', 'is', null),
    )
    .select('membership.organization_id')
    .where('membership.person_id', '=', personId)
    .where('membership.ended_at', 'is', null)
    .orderBy(sql`sign_in.last_seen_at desc nulls last`)
    .orderBy('membership.since')
    .limit(1)
    .executeTakeFirst()
  return row?.organization_id ?? null
}
