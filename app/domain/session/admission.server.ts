import { createHash, timingSafeEqual } from 'node:crypto'
import { type Db, type Queryable, sql } from '#db'
import type { Actor } from '../actor.ts'
import { NIL_UUID } from '../nil-uuid.ts'
import { refuse } from '../refusal.ts'
import { isUuid } from '../uuid.ts'
import { mayClaimFor, mayHost } from './policy.ts'
import { type Audience, audienceKey } from './room/audience.ts'
import type { Who } from './room/commands.ts'
import { admitted, type RegistrationPart, roomStates, type SessionState } from './session.ts'

/** Somebody whom the door has let in. */
export interface Attendee {
  /** Null where the market itself acts. */
  actor: Actor | null
  who: Who
  audience: Audience
}

/** The market's own clock. */
export const systemAttendee: Attendee = {
  actor: null,
  who: { personId: NIL_UUID, organizationId: null, part: 'system', takes: false },
  audience: [],
}

/** Lets a person in: hosts always, the registered once the lobby is open. @throws {Refusal} */
export async function admit(q: Queryable, actor: Actor, sessionId: string): Promise<Attendee> {
  const session = await findDoor(q, sessionId)
  const { personId } = actor
  if (mayHost(actor, session)) {
    if (session.state === 'draft' || session.state === 'cancelled') {
      throw refuse('conflict', 'room_closed')
    }
    const organizationId = actor.organization.id
    return attendee(actor, { personId, organizationId, part: 'host', takes: false })
  }
  const registration = await q
    .selectFrom('registration')
    .innerJoin('organization', 'organization.id', 'registration.organization_id')
    .where('registration.session_id', '=', sessionId)
    .where('registration.person_id', '=', personId)
    .where('registration.state', 'in', admitted)
    .where('organization.standing', '=', 'verified')
    .select(['registration.organization_id', 'registration.part'])
    .executeTakeFirst()
  if (!registration || !actor.memberOf.includes(registration.organization_id)) {
    throw refuse('forbidden', 'room_not_registered')
  }
  if (!roomStates.includes(session.state)) throw refuse('conflict', 'room_not_open')
  const organizationId = registration.organization_id
  const part = registration.part as RegistrationPart
  return attendee(actor, {
    personId,
    organizationId,
    part,
    takes: mayClaimFor(actor, organizationId),
  })
}

function attendee(actor: Actor, who: Who): Attendee {
  const audience = [audienceKey.person(who.personId)]
  if (who.organizationId) audience.push(audienceKey.organization(who.organizationId))
  if (who.part === 'host') audience.push(audienceKey.hosts)
  if (who.takes) audience.push(audienceKey.institutions)
  return { actor, who, audience }
}

async function findDoor(q: Queryable, sessionId: string) {
  if (!isUuid(sessionId)) throw refuse('missing', 'session_missing')
  const row = await q
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select(['state', 'organization_id', 'screen_token_hash'])
    .executeTakeFirst()
  if (!row) throw refuse('missing', 'session_missing')
  return {
    state: row.state as SessionState,
    organizationId: row.organization_id,
    screen: row.screen_token_hash,
  }
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Lets in whoever holds the link of the big screen. @throws {Refusal} `missing` for any other */
export async function screenAttendee(
  q: Queryable,
  sessionId: string,
  { screenOf, token }: { screenOf: string; token: string },
): Promise<Attendee> {
  const session = await findDoor(q, sessionId)
  const fits =
    screenOf === sessionId &&
    session.screen !== null &&
    timingSafeEqual(hashToken(token), session.screen)
  if (!fits) throw refuse('missing', 'screen_link_wrong')
  return { ...systemAttendee, audience: [audienceKey.screen] }
}

type Stays = readonly {
  who: Actor | { screenOf: string; token: string }
  room: string | null
}[]

export type AttendeeStatus = 'stays' | 'changed' | 'left' | 'signed_out'

/** Which of these may no longer be where they are, or not as who they came: one query for all, answered by the few that changed. */
export async function revalidateAttendees(db: Db, stays: Stays): Promise<AttendeeStatus[]> {
  const asked = stays.map(({ who, room }, n) =>
    'screenOf' in who
      ? { n, screen: hashToken(who.token).toString('hex'), room: who.screenOf }
      : {
          n,
          sign_in: who.signInId,
          person: who.personId,
          organization: who.organization?.id ?? null,
          standing: who.organization?.standing ?? null,
          roles: who.organization?.roles ?? [],
          room,
        },
  )
  const { rows } = await sql<{ n: number; signed_in: boolean; same: boolean; there: boolean }>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as a (n int, screen text, sign_in uuid, person uuid, organization uuid, standing text, roles jsonb, room uuid)
    ), found as (
    select a.n,
      a.screen is not null or s.id is not null as signed_in,
      a.organization is null or m.id is not null and o.standing = a.standing
        and to_jsonb(m.roles || l.roles) @> a.roles and a.roles @> to_jsonb(m.roles || l.roles) as same,
      a.room is null
      or a.screen is not null and encode(x.screen_token_hash, 'hex') = a.screen
      or x.organization_id = o.id and o.standing = 'verified' and m.roles || l.roles && array['host', 'officer']
      or exists (
        select from registration r
        join organization ro on ro.id = r.organization_id and ro.standing = 'verified'
        join membership rm on rm.organization_id = r.organization_id and rm.person_id = r.person_id and rm.ended_at is null
        where r.session_id = a.room and r.person_id = a.person and r.state = any (${admitted}::text[])
      ) as there
    from asked a
    left join sign_in s on s.id = a.sign_in and s.revoked_at is null and s.expires_at > ${db.now()}
    left join membership m on m.person_id = a.person and m.organization_id = a.organization and m.ended_at is null
    left join organization o on o.id = m.organization_id
    -- Few are lent anything, and to look for that costs far less than the function.
    cross join lateral (
      select case when exists (
        select from delegation d
        where d.to_person = m.person_id and d.organization_id = m.organization_id and d.revoked_at is null
      ) then lent_roles(m.organization_id, m.person_id, ${db.now()}) else '{}' end as roles
    ) l
    left join session x on x.id = a.room
    )
    select * from found where (signed_in and same and there) is not true`.execute(db)
  const changed = new Map(rows.map((row) => [row.n, row]))
  return stays.map((_, n) => {
    const row = changed.get(n)
    if (!row) return 'stays'
    if (!row.signed_in) return 'signed_out'
    return row.there ? 'changed' : 'left'
  })
}
