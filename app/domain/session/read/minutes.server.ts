import type { Queryable } from '#db'
import { type Actor, isBureau } from '../../actor.ts'
import { readFacts } from '../event-store.server.ts'
import { fold } from '../room/apply.ts'
import type { RoomEvent } from '../room/event.ts'
import { type Standings, standingsOf } from '../room/state.ts'
import { readPageCards } from './session.server.ts'

/** What a session came to, derived from its log. What requests say is read by those who may read requests. */
export interface Minutes {
  startedAt: string | null
  endedAt: string | null
  arrived: number
  words: number
  standings: Standings
  rounds: {
    number: number
    roundId: string
    title: string
    /** Whether it was opened at all; one without requests, or left over at the end, was not. */
    held: boolean
    openedAt: string | null
    closedAt: string | null
    requests: number
    claims: number
    /** Seconds from the opening to the first claim. */
    firstAfter: number | null
  }[]
  course: { at: string; seq: number; type: RoomEvent['type']; detail: string | null }[]
  names: { [institutionId: string]: string }
}

const milestones = new Set([
  'phase_changed',
  'round_opened',
  'round_closed',
  'round_extended',
  'round_reopened',
  'staged',
])

export async function getMinutes(
  q: Queryable,
  actor: Actor | null,
  sessionId: string,
): Promise<Minutes> {
  const facts: RoomEvent[] = []
  for (;;) {
    const more = await readFacts(q, sessionId, facts.at(-1)?.seq ?? 0)
    if (more.length === 0) break
    facts.push(...more)
  }
  const state = fold(facts)
  const standings = standingsOf(state)
  const cards = await readPageCards(q, actor, state.staged)
  const reads = (requestId: string | null) => requestId === null || Object.hasOwn(cards, requestId)
  const names = await readNames(q, sessionId, {
    institutions: standings.leaders.map((leader) => leader.institutionId),
    reads,
  })
  const phase = (to: string) =>
    facts.find((fact) => fact.type === 'phase_changed' && fact.body.to === to)?.at ?? null
  return {
    startedAt: phase('live'),
    endedAt: phase('ended'),
    arrived: state.arrived,
    words: facts.filter((fact) => fact.type === 'said' && !fact.body.aside).length,
    standings,
    rounds: state.rounds.map((round) => {
      const claims = facts.filter(
        (fact) => fact.type === 'claim_recorded' && fact.body.roundId === round.roundId,
      )
      const first = claims[0]
      return {
        number: round.number,
        roundId: round.roundId,
        title: names[round.roundId] ?? '',
        held: round.openedAt !== null,
        openedAt: round.openedAt,
        closedAt: round.closedAt,
        requests: round.requestIds.length,
        claims: claims.length,
        firstAfter:
          first && round.openedAt
            ? Math.round((Date.parse(first.at) - Date.parse(round.openedAt)) / 1000)
            : null,
      }
    }),
    course: facts
      .filter((fact) => milestones.has(fact.type) && reads(requestOf(fact)))
      .map((fact) => ({
        at: fact.at,
        seq: fact.seq,
        type: fact.type,
        detail: detailOf(fact, names),
      })),
    names,
  }
}

const requestOf = (fact: RoomEvent): string | null =>
  fact.type === 'staged' ? fact.body.requestId : null

function detailOf(fact: RoomEvent, names: { [id: string]: string }): string | null {
  if (fact.type === 'phase_changed') return fact.body.to
  if (fact.type === 'staged')
    return names[fact.body.itemId ?? ''] ?? names[fact.body.requestId ?? ''] ?? null
  if ('roundId' in fact.body) return names[fact.body.roundId ?? ''] ?? null
  return null
}

interface Named {
  institutions: string[]
  /** Whether the reader may know what an item says that shows this request. */
  reads(requestId: string | null): boolean
}

async function readNames(q: Queryable, sessionId: string, { institutions, reads }: Named) {
  const rounds = await q
    .selectFrom('round')
    .where('session_id', '=', sessionId)
    .select(['id', 'title as name'])
    .execute()
  const items = await q
    .selectFrom('session_item')
    .where('session_id', '=', sessionId)
    .select(['id', 'title as name', 'request_id'])
    .execute()
  const banks =
    institutions.length > 0
      ? await q
          .selectFrom('organization')
          .where('id', 'in', institutions)
          .select((eb) => ['id', eb.fn.coalesce('short_name', 'name').as('name')])
          .execute()
      : []
  const told = items.filter(({ request_id }) => reads(request_id))
  return Object.fromEntries([...rounds, ...told, ...banks].map(({ id, name }) => [id, name]))
}

export interface LedgerEntry {
  threadId: string
  requestTitle: string
  institution: string
  enterprise: string
  state: string
  amountFen: number
  offeredFen: number | null
  at: Date
}

/** The threads that began in this session: a side sees its own, the bureau all. */
export async function getLedger(
  q: Queryable,
  actor: Actor | null,
  sessionId: string,
): Promise<LedgerEntry[]> {
  if (!actor) return []
  const all = isBureau(actor, 'officer', 'host')
  if (!all && actor.memberOf.length === 0) return []
  let query = q
    .selectFrom('thread')
    .innerJoin('request', 'request.id', 'thread.request_id')
    .innerJoin('organization as bank', 'bank.id', 'thread.institution_id')
    .innerJoin('organization as firm', 'firm.id', 'request.organization_id')
    .where('thread.session_id', '=', sessionId)
  if (!all) {
    query = query.where((eb) =>
      eb.or([
        eb('thread.institution_id', 'in', actor.memberOf),
        eb('request.organization_id', 'in', actor.memberOf),
      ]),
    )
  }
  const rows = await query
    .orderBy('thread.created_at')
    .select((eb) => [
      'thread.id',
      'request.title',
      'request.amount_fen',
      'bank.name as institution',
      'firm.name as enterprise',
      'thread.state',
      'thread.created_at',
      eb
        .selectFrom('offer')
        .whereRef('offer.thread_id', '=', 'thread.id')
        .where('offer.state', 'in', ['made', 'accepted'])
        .select((item) => item.fn.max('offer.amount_fen').as('amount'))
        .as('offered'),
    ])
    .execute()
  return rows.map((row) => ({
    threadId: row.id,
    requestTitle: row.title,
    institution: row.institution,
    enterprise: row.enterprise,
    state: row.state,
    amountFen: row.amount_fen,
    offeredFen: row.offered,
    at: row.created_at,
  }))
}

/** Something promised in a session: whose turn it is, until when, and whether it was kept. */
export interface FollowUp {
  clockId: string
  threadId: string
  requestTitle: string
  stage: string
  responsible: string
  state: string
  dueAt: Date
  endedAt: Date | null
}

/** The clocks of the threads that began in this session, the most urgent first: a side sees its own, the bureau all. */
export async function listFollowUps(
  q: Queryable,
  actor: Actor | null,
  sessionId: string,
): Promise<FollowUp[]> {
  const threads = await getLedger(q, actor, sessionId)
  if (threads.length === 0) return []
  const titles = new Map(threads.map((thread) => [thread.threadId, thread.requestTitle]))
  const rows = await q
    .selectFrom('clock')
    .leftJoin('organization', 'organization.id', 'clock.responsible_id')
    .where('clock.subject_kind', '=', 'thread')
    .where('clock.subject_id', 'in', [...titles.keys()])
    .orderBy('clock.ended_at', (order) => order.desc().nullsFirst())
    .orderBy('clock.due_at')
    .orderBy('clock.id')
    .select((eb) => [
      'clock.id',
      'clock.subject_id',
      'clock.stage',
      'clock.state',
      'clock.due_at',
      'clock.ended_at',
      eb.fn.coalesce('organization.short_name', 'organization.name').as('responsible'),
    ])
    .execute()
  return rows.map((row) => ({
    clockId: row.id,
    threadId: row.subject_id,
    requestTitle: titles.get(row.subject_id) ?? '',
    stage: row.stage,
    responsible: row.responsible ?? '',
    state: row.state,
    dueAt: row.due_at,
    endedAt: row.ended_at,
  }))
}
