import type pg from 'pg'

/** People of the same organisation in a hall. */
const perOrganization = 10

/**
 * Fills the hall by SQL: people of verified firms, signed in, registered, checked in, and told of in the room's log.
 * @returns the tokens of their sign-ins
 */
export async function fillHall(
  admin: pg.Client,
  sessionId: string,
  people: number,
): Promise<string[]> {
  await admin.query(
    `with firm as (
      insert into organization (kind, standing, name)
      select 'enterprise', 'verified', '南昌市第' || n || '精密机械有限公司' from generate_series(0, $1::int - 1) n
      returning id
    ), numbered_firm as (select id, row_number() over () - 1 as n from firm
    ), human as (
      insert into person (created_at) select now() from generate_series(1, $2::int) returning id
    ), numbered as (select id, row_number() over () - 1 as n from human
    ), named as (
      insert into person_name (person_id, name) select id, '王小明' || n from numbered
    ), placed as (
      select h.id as person_id, f.id as organization_id, h.n
      from numbered h join numbered_firm f on f.n = h.n / ${perOrganization}
    ), joined as (
      insert into membership (organization_id, person_id, roles)
      select organization_id, person_id, array['member'] from placed
    ), signed_in as (
      insert into sign_in (person_id, organization_id, token_hash, expires_at, second_factor)
      select person_id, organization_id, sha256(convert_to(lpad(n::text, 43, '0'), 'UTF8')), now() + interval '1 day', true from placed
    ), registered as (
      insert into registration (session_id, organization_id, person_id, part, state, created_at, updated_at)
      select $3, organization_id, person_id, 'delegate', 'checked_in', now(), now() from placed
    ), moved as (
      update session set head = head + $2 where id = $3 returning head - $2 as before
    )
    insert into session_event (session_id, seq, at, type, body, audience, person_id, organization_id)
    select $3, before + 1 + n, now(), 'arrived', '{"part":"delegate"}', 'everyone', person_id, organization_id
    from placed, moved`,
    [Math.ceil(people / perOrganization), people, sessionId],
  )
  await admin.query('analyze')
  return Array.from({ length: people }, (_, n) => String(n).padStart(43, '0'))
}
