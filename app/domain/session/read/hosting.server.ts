import { type Queryable, sql } from '#db'
import type { Actor } from '../../actor.ts'
import { type Page, type PageRequest, toPage } from '../../pagination.ts'
import { openField } from '../../sealed-field.server.ts'
import { sealedIn } from '../../sealed-places.server.ts'
import { findReason } from '../../transitions.server.ts'
import type { Question, QuestionKind, RegistrationPart, RegistrationState } from '../session.ts'
import { type Template, templateBody } from '../template.ts'

/** The questions of a session's form, in order. */
export async function listQuestions(q: Queryable, sessionId: string): Promise<Question[]> {
  const rows = await q
    .selectFrom('session_question')
    .where('session_id', '=', sessionId)
    .orderBy('position')
    .orderBy('id')
    .select(['id', 'kind', 'label', 'options', 'required'])
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as QuestionKind }))
}

/** The templates that a bureau saved, by name. */
export async function listTemplates(q: Queryable, organizationId: string): Promise<Template[]> {
  const rows = await q
    .selectFrom('session_template')
    .where('organization_id', '=', organizationId)
    .orderBy('name')
    .select(['id', 'name', 'body'])
    .execute()
  return rows.map(({ id, name, body }) => ({ id, name, body: templateBody.parse(body) }))
}

const selectRegistrations = (q: Queryable, sessionId: string) =>
  q
    .selectFrom('registration')
    .innerJoin('organization', 'organization.id', 'registration.organization_id')
    .leftJoin('person_name', 'person_name.person_id', 'registration.person_id')
    .where('registration.session_id', '=', sessionId)
    .where('registration.state', '<>', 'cancelled')
    .select((eb) => [
      'registration.id',
      'registration.part',
      'registration.state',
      'registration.note',
      'registration.code',
      'registration.created_at',
      'organization.name as organization',
      'person_name.name as person',
      eb
        .selectFrom('registration_answer')
        .whereRef('registration_answer.registration_id', '=', 'registration.id')
        .select(sql<Record<string, string>>`jsonb_object_agg(question_id, answer)`.as('answers'))
        .as('answers'),
    ])

type SelectedRegistration = Awaited<
  ReturnType<ReturnType<typeof selectRegistrations>['execute']>
>[number]

const asRegistration = (q: Queryable, row: SelectedRegistration) => {
  const { created_at, answers, ...rest } = row
  const opened = Object.entries(answers ?? {}).map(([id, answer]) => [
    id,
    openField(q, answer, sealedIn('registration_answer.answer', row.id, id)),
  ])
  return { ...rest, at: created_at, answers: Object.fromEntries(opened) as Record<string, string> }
}

/** Who registered, what for and what they answered: for the host alone, who may see names and answers. */
export async function listRegistrations(q: Queryable, sessionId: string) {
  const rows = await selectRegistrations(q, sessionId)
    .orderBy(sql`array_position(array['applied', 'waitlisted'], registration.state)`)
    .orderBy('registration.waits_since')
    .orderBy('organization.name')
    .orderBy('registration.id')
    .limit(2000)
    .execute()
  return rows.map((row) => asRegistration(q, row))
}

/** A portion of the same, for the host alone too. */
export async function listRegistrationPortion(
  q: Queryable,
  sessionId: string,
  { limit, before }: PageRequest,
): Promise<Page<RegistrationRow>> {
  const rows = await selectRegistrations(q, sessionId)
    .$if(before !== undefined, (query) => query.where('registration.id', '<', before!))
    .orderBy('registration.id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(
    rows.map((row) => asRegistration(q, row)),
    limit,
  )
}

export type RegistrationRow = ReturnType<typeof asRegistration>

/** One's own registration that isn't cancelled, with its code, and how many wait before. */
export async function findOwnRegistration(q: Queryable, actor: Actor | null, sessionId: string) {
  if (!actor) return null
  const row = await q
    .selectFrom('registration')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', actor.personId)
    .where('state', '<>', 'cancelled')
    .select(['id', 'state', 'part', 'code', 'waits_since'])
    .executeTakeFirst()
  if (!row) return null
  const before =
    row.state === 'waitlisted'
      ? await q
          .selectFrom('registration')
          .where('session_id', '=', sessionId)
          .where('state', '=', 'waitlisted')
          .where((eb) =>
            eb(eb.refTuple('waits_since', 'id'), '<', eb.tuple(row.waits_since, row.id)),
          )
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      : null
  const declined = row.state === 'declined'
  return {
    state: row.state as RegistrationState,
    reason: declined
      ? await findReason(q, { noun: 'registration', id: row.id, state: row.state })
      : null,
    part: row.part as RegistrationPart,
    code: row.code,
    waitingBefore: before === null ? null : Number(before.count),
  }
}

/** Who has this code at the door of a session; null when nobody has. */
export async function findByCode(q: Queryable, sessionId: string, code: string) {
  const wanted = code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  const row = await selectRegistrations(q, sessionId)
    .where('registration.code', '=', wanted)
    .executeTakeFirst()
  return row ? asRegistration(q, row) : null
}
