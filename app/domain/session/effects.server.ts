import type { Tx } from '#db'
import type { Acting } from '../actor.ts'
import { appendAudit } from '../audit-log.server.ts'
import { topic } from '../events.ts'
import { refuse } from '../refusal.ts'
import { enqueueSideEffects } from '../side-effects.server.ts'
import { findTransition, getTransition } from '../state-machine.ts'
import type { Attendee } from './admission.server.ts'
import { agendaFact } from './agenda.server.ts'
import { givePlaceBack, takePlaceAway } from './removal.server.ts'
import type { Effect, OfferInput } from './room/commands.ts'
import type { Draft, RequestPlaces } from './room/event.ts'
import type { RoomState } from './room/state.ts'
import {
  isRoundOpen,
  type RegistrationState,
  registrationMachine,
  roundMachine,
  type SessionVerb,
} from './session.ts'
import { changeRegistration, moveSession } from './transitions.server.ts'
import { lockSession } from './write/lock.server.ts'

/** The verbs of other nouns that the room calls, in its own transaction; they append their facts themselves. */
export interface DomainPorts {
  claimRequest(
    tx: Tx,
    actor: Acting,
    input: {
      requestId: string
      productId?: string
      round?: { sessionId: string; roundId: string }
    },
  ): Promise<{ threadId: string }>
  makeOffer(tx: Tx, actor: Acting, input: OfferInput): Promise<unknown>
}

export interface EffectContext {
  tx: Tx
  sessionId: string
  attendee: Attendee
  state: RoomState
  nouns: DomainPorts
}

export interface Outcome {
  facts: Draft[]
  result?: unknown
}

type Performers = {
  [K in Effect['kind']]: (
    scene: EffectContext,
    effect: Extract<Effect, { kind: K }>,
  ) => Promise<Outcome>
}

/** Does what a decision asks of the tables and of other nouns. @throws {Refusal} from their own rules */
export function runEffect(scene: EffectContext, effect: Effect): Promise<Outcome> {
  const performer = performers[effect.kind] as (
    scene: EffectContext,
    effect: Effect,
  ) => Promise<Outcome>
  return performer(scene, effect)
}

const performers: Performers = {
  move: (scene, { verb }) => move(scene, verb),
  async arrive({ tx, sessionId, attendee }) {
    const { who } = attendee
    if (who.part === 'system') return { facts: [] }
    const arrived: Draft = { type: 'arrived', body: { part: who.part } }
    if (who.part === 'host') return { facts: [arrived] }
    const current = await tx
      .selectFrom('registration')
      .where('session_id', '=', sessionId)
      .where('person_id', '=', who.personId)
      .where('state', '=', 'confirmed')
      .select(['id', 'state'])
      .executeTakeFirst()
    if (current) await changeRegistration(tx, attendee.actor, current, 'check_in')
    return { facts: [arrived] }
  },
  async remove(scene, { personId, reason }) {
    const place = await placeOf(scene, personId, ['confirmed', 'checked_in'])
    await takePlaceAway(scene.tx, scene.attendee.actor, place, reason)
    return { facts: [{ type: 'removed', body: { personId }, text: reason }] }
  },
  async readmit(scene, { personId }) {
    const place = await placeOf(scene, personId, ['declined'])
    await givePlaceBack(scene.tx, scene.attendee.actor, place)
    return { facts: [{ type: 'readmitted', body: { personId } }] }
  },
  async take_down({ tx, sessionId, attendee }, { kind: _, ...words }) {
    const { seq } = words
    await tx
      .deleteFrom('session_text')
      .where('session_id', '=', sessionId)
      .where('seq', '=', seq)
      .execute()
    await appendAudit(tx, attendee.actor, {
      verb: 'take_down_words',
      subject: { kind: 'session', id: sessionId },
      detail: { seq },
    })
    return { facts: [{ type: 'text_removed', body: words }] }
  },
  async open_round(scene, { roundId, minutes }) {
    const { tx } = scene
    const closesAt = new Date(tx.now.getTime() + minutes * 60_000)
    await changeRound(scene, roundId, 'open', { opened_at: tx.now, closes_at: closesAt })
    const requests = await placesOf(tx, roundId)
    if (requests.length === 0) throw refuse('conflict', 'round_nothing_offered')
    await tellOpened(scene, requests)
    return {
      facts: [
        { type: 'round_opened', body: { roundId, closesAt: closesAt.toISOString(), requests } },
      ],
    }
  },
  async extend_round(scene, { roundId, minutes }) {
    const before = scene.state.rounds.find((round) => round.roundId === roundId)?.closesAt
    const from = Math.max(Date.parse(before ?? ''), scene.tx.now.getTime())
    const closesAt = new Date(from + minutes * 60_000)
    await changeRound(scene, roundId, 'extend', { closes_at: closesAt })
    return {
      facts: [{ type: 'round_extended', body: { roundId, closesAt: closesAt.toISOString() } }],
    }
  },
  async close_round(scene, { roundId }) {
    return { facts: [await closeRound(scene, roundId)] }
  },
  async reopen_round(scene, { roundId, seconds }) {
    const { tx } = scene
    const closesAt = new Date(tx.now.getTime() + seconds * 1000)
    await changeRound(scene, roundId, 'reopen', { closes_at: closesAt, closed_at: null })
    const requests = await placesOf(tx, roundId)
    await tellOpened(scene, requests)
    const body = { roundId, closesAt: closesAt.toISOString(), requests }
    return { facts: [{ type: 'round_reopened', body }] }
  },
  async claim({ tx, sessionId, attendee, nouns }, { requestId, roundId, productId }) {
    const result = await nouns.claimRequest(tx, actingOf(attendee), {
      requestId,
      ...(productId ? { productId } : {}),
      round: { sessionId, roundId },
    })
    return { facts: [], result }
  },
  async offer({ tx, attendee, nouns }, { offer }) {
    const result = await nouns.makeOffer(tx, actingOf(attendee), offer)
    return { facts: [], result }
  },
}

async function move(scene: EffectContext, verb: SessionVerb): Promise<Outcome> {
  const { tx, sessionId, attendee, state } = scene
  const facts: Draft[] = []
  if (verb === 'open_lobby') {
    facts.push(await agendaFact(tx, sessionId))
    // The host was here before the room could say so.
    if (!state.people[attendee.who.personId])
      facts.push({ type: 'arrived', body: { part: 'host' } })
  }
  for (const round of state.rounds) {
    if (isRoundOpen(round.state)) facts.push(await closeRound(scene, round.roundId))
  }
  if (verb === 'end') await settleRegistrations(scene)
  const to = await moveSession(tx, attendee.actor, sessionId, verb)
  return { facts: [...facts, { type: 'phase_changed', body: { to } }] }
}

/** The pages of the session and of the requests that can be taken now are fetched again. */
const tellOpened = ({ tx, sessionId }: EffectContext, requests: readonly RequestPlaces[]) =>
  enqueueSideEffects(tx, {
    topics: [
      topic.session(sessionId),
      ...requests.map((places) => topic.request(places.requestId)),
    ],
  })

/** A participant's registration in one of these states. @throws {Refusal} `missing` */
async function placeOf(
  { tx, sessionId }: EffectContext,
  personId: string,
  states: readonly RegistrationState[],
) {
  const registration = await tx
    .selectFrom('registration')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .where('state', 'in', states)
    .select(['id', 'state'])
    .executeTakeFirst()
  if (!registration) throw refuse('missing', 'room_person_missing')
  return { session: await lockSession(tx, sessionId), registration, personId }
}

async function closeRound(scene: EffectContext, roundId: string): Promise<Draft> {
  await changeRound(scene, roundId, 'close', { closed_at: scene.tx.now })
  await enqueueSideEffects(scene.tx, { topics: [topic.session(scene.sessionId)] })
  return { type: 'round_closed', body: { roundId } }
}

async function changeRound(
  { tx, sessionId, attendee }: EffectContext,
  roundId: string,
  verb: 'open' | 'extend' | 'close' | 'reopen',
  change: { opened_at?: Date; closes_at?: Date; closed_at?: Date | null },
): Promise<void> {
  const round = await tx
    .selectFrom('round')
    .where('id', '=', roundId)
    .where('session_id', '=', sessionId)
    .select('state')
    .forUpdate()
    .executeTakeFirst()
  if (!round) throw refuse('missing', 'round_missing')
  const from = round.state as (typeof roundMachine.states)[number]
  const { to } = getTransition(roundMachine, from, verb)
  await tx
    .updateTable('round')
    .set({ state: to, ...change })
    .where('id', '=', roundId)
    .execute()
  await appendAudit(tx, attendee.actor, {
    verb: `${verb}_round`,
    subject: { kind: 'round', id: roundId },
    transition: { from, to },
  })
}

/** Caps, and how many institutions hold a live thread now. */
async function placesOf(tx: Tx, roundId: string): Promise<RequestPlaces[]> {
  const rows = await tx
    .selectFrom('round_request')
    .innerJoin('request', 'request.id', 'round_request.request_id')
    .where('round_request.round_id', '=', roundId)
    .orderBy('round_request.position')
    .select((eb) => [
      'request.id',
      'request.cap',
      eb
        .selectFrom('thread')
        .whereRef('thread.request_id', '=', 'request.id')
        .where('thread.state', 'not in', ['declined', 'refused', 'released', 'withdrawn'])
        .select((all) => all.fn.countAll<number>().as('count'))
        .as('live'),
    ])
    .execute()
  return rows.map(({ id, cap, live }) => ({ requestId: id, cap, live: live ?? 0 }))
}

/** Who came attended; who was confirmed and stayed away did not show. */
async function settleRegistrations({ tx, sessionId }: EffectContext): Promise<void> {
  for (const verb of ['attend', 'miss'] as const) {
    const from = verb === 'attend' ? 'checked_in' : 'confirmed'
    const to = findTransition(registrationMachine, from, verb)?.to
    if (!to) continue
    const moved = await tx
      .updateTable('registration')
      .set({ state: to, updated_at: tx.now })
      .where('session_id', '=', sessionId)
      .where('state', '=', from)
      .returning('id')
      .execute()
    if (moved.length === 0) continue
    await tx
      .insertInto('transition')
      .values(
        moved.map(({ id }) => ({
          noun: 'registration',
          subject_id: id,
          verb,
          from_state: from,
          to_state: to,
          at: tx.now,
        })),
      )
      .execute()
  }
}

function actingOf({ actor }: Attendee): Acting {
  if (!actor?.organization) throw refuse('forbidden', 'access_institution')
  return actor as Acting
}
