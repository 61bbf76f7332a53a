import type { Queryable } from '#db'
import { type Actor, isAuditor } from '../actor.ts'
import { isNoticeCategory, type NoticeCategory, noticeCategories } from '../event.ts'
import { type Choice, categoriesOf, defaultChoice } from './notice.ts'

/** Selects what the person was notified of, what the organisation that they act for was that is their work, and when they read it. */
export const selectOwn = (q: Queryable, actor: Actor) =>
  q
    .selectFrom('notice')
    .leftJoin('notice_read', (join) =>
      join
        .onRef('notice_read.notice_id', '=', 'notice.id')
        .on('notice_read.person_id', '=', actor.personId),
    )
    .where((eb) => {
      const own = eb('notice.person_id', '=', actor.personId)
      const organization = isAuditor(actor) ? null : actor.organization
      const topics = categoriesOf(organization?.roles ?? [])
      if (!organization || topics.length === 0) return own
      return own.or(
        eb.and([
          eb('notice.organization_id', '=', organization.id),
          eb('notice.topic', 'in', topics),
        ]),
      )
    })

export interface NoticeQuery {
  topic?: NoticeCategory | null
  unread?: boolean
  /** The id of the last one on the page before. */
  before?: string | null
  limit?: number
}

/** What one was told, the newest first. */
export async function listNotices(
  q: Queryable,
  actor: Actor,
  { topic, unread, before, limit = 20 }: NoticeQuery = {},
) {
  const rows = await selectOwn(q, actor)
    .select([
      ...([
        'notice.id',
        'notice.kind',
        'notice.topic',
        'notice.subject_kind',
        'notice.subject_id',
      ] as const),
      ...(['notice.params', 'notice.created_at', 'notice_read.read_at'] as const),
    ])
    .$if(unread === true, (query) => query.where('notice_read.read_at', 'is', null))
    .$if(topic != null, (query) => query.where('notice.topic', '=', topic!))
    .$if(before != null, (query) => query.where('notice.id', '<', before!))
    .orderBy('notice.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    topic: row.topic as NoticeCategory,
    subject: { kind: row.subject_kind, id: row.subject_id },
    params: row.params as Record<string, string | number>,
    at: row.created_at,
    read: row.read_at !== null,
  }))
}

export async function countUnread(q: Queryable, actor: Actor): Promise<number> {
  const row = await selectOwn(q, actor)
    .where('notice_read.read_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Which addresses a person can be written to. */
export async function readReach(q: Queryable, personId: string) {
  const rows = await q
    .selectFrom('person_contact')
    .select('kind')
    .where('person_id', '=', personId)
    .execute()
  return {
    mail: rows.some(({ kind }) => kind === 'email'),
    sms: rows.some(({ kind }) => kind === 'mobile'),
  }
}

/** What a person chose for each topic, or the default of the topic. Who has read how to reach them hands it in. */
export async function listChoices(
  q: Queryable,
  personId: string,
  known?: { mail: boolean },
): Promise<Record<NoticeCategory, Choice>> {
  const [reach, rows] = await Promise.all([
    known ?? readReach(q, personId),
    q.selectFrom('notice_preference').selectAll().where('person_id', '=', personId).execute(),
  ])
  const chosen = new Map(
    rows.flatMap((row) => (isNoticeCategory(row.topic) ? [[row.topic, row] as const] : [])),
  )
  return Object.fromEntries(
    noticeCategories.map((topic) => {
      const row = chosen.get(topic)
      return [
        topic,
        row
          ? { mail: row.mail as Choice['mail'], sms: row.sms as Choice['sms'] }
          : defaultChoice(topic, reach.mail),
      ]
    }),
  ) as Record<NoticeCategory, Choice>
}
