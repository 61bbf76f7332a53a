import { type Queryable, sql } from '#db'
import type { Actor, OrganizationKind } from '../../actor.ts'
import type { Standing } from '../../organization/standing.ts'
import type { ApplicationKind, ApplicationState } from '../standing.ts'

export const queueTabs = ['waiting', 'returned', 'suspended', 'verified'] as const
export type QueueTab = (typeof queueTabs)[number]
const pageSize = 50

/** The officers' queue, without organisations of the officer's own; who waits longest comes first. */
export async function listQueue(
  q: Queryable,
  actor: Actor,
  { tab, page, search }: { tab: QueueTab; page: number; search: string },
) {
  const rows = await queueQuery(q, actor, tab, search)
    .select([
      'organization.id',
      'organization.name',
      'organization.kind',
      'organization.standing',
      'organization.street',
      'organization.updated_at',
      'application.id as application_id',
      'application.kind as application_kind',
      'application.state as application_state',
      'application.disputed',
      'application.appealed_at',
      'application.updated_at as application_at',
    ])
    .orderBy((eb) => eb.fn.coalesce('application.updated_at', 'organization.updated_at'))
    .orderBy('organization.id')
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
    .execute()
  return {
    more: rows.length > pageSize,
    items: rows.slice(0, pageSize).map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind as OrganizationKind,
      standing: row.standing as Standing,
      street: row.street,
      application: row.application_id
        ? {
            id: row.application_id,
            kind: row.application_kind as ApplicationKind,
            state: row.application_state as ApplicationState,
            disputed: row.disputed === true,
            appealed: row.appealed_at !== null,
          }
        : null,
      since: row.application_at ?? row.updated_at,
    })),
  }
}

export async function countQueue(q: Queryable, actor: Actor): Promise<Record<QueueTab, number>> {
  const counts = await Promise.all(
    queueTabs.map(async (tab) => {
      const row = await queueQuery(q, actor, tab, '')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return [tab, Number(row.count)] as const
    }),
  )
  return Object.fromEntries(counts) as Record<QueueTab, number>
}

function queueQuery(q: Queryable, actor: Actor, tab: QueueTab, search: string) {
  const state = tab === 'returned' ? 'returned' : 'submitted'
  const byApplication = tab === 'waiting' || tab === 'returned'
  return q
    .selectFrom('organization')
    .leftJoin('standing_application as application', (join) =>
      join
        .onRef('application.organization_id', '=', 'organization.id')
        .on('application.state', '=', state)
        .on(sql<boolean>`${byApplication}`),
    )
    .where((eb) =>
      byApplication
        ? eb('application.id', 'is not', null)
        : eb('organization.standing', '=', tab as Standing),
    )
    .where('organization.kind', '!=', byApplication ? '' : 'bureau')
    .$if(actor.memberOf.length > 0, (query) =>
      query.where('organization.id', 'not in', [...actor.memberOf]),
    )
    .$if(search !== '', (query) =>
      query.where('organization.name', 'like', `%${escapeLike(search)}%`),
    )
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')
