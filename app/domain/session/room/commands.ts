import { z } from 'zod'
import { faultsOf, readBy } from '../../checked.ts'
import { termsInputSchema } from '../../offer/offer.ts'
import { type Refusal, refuse } from '../../refusal.ts'
import { findTransition } from '../../state-machine.ts'
import { runningStates, type SessionVerb, sessionMachine } from '../session.ts'
import type { Draft, EventActor, RoomPart } from './event.ts'
import { isOfPhase } from './phases.ts'
import { closeRound, extendRound, openRound, reopenRound } from './rounds.ts'
import { openRoundOf, type RoomState } from './state.ts'

/** Somebody in the room, or the market itself (its clock). */
export interface Who extends EventActor {
  part: RoomPart | 'system'
  /** May take requests: a loan officer of a verified institution. */
  takes: boolean
}

/** What another noun must do inside the same transaction; its own rules may still refuse. */
export type Effect =
  | { kind: 'move'; verb: SessionVerb }
  | { kind: 'arrive' }
  | { kind: 'remove'; personId: string; reason: string }
  | { kind: 'readmit'; personId: string }
  | { kind: 'take_down'; seq: number; aside?: string; announcement?: true }
  | { kind: 'open_round'; roundId: string; minutes: number }
  | { kind: 'extend_round'; roundId: string; minutes: number }
  | { kind: 'close_round'; roundId: string }
  | { kind: 'reopen_round'; roundId: string; seconds: number }
  | { kind: 'claim'; roundId: string; requestId: string; productId?: string }
  | { kind: 'offer'; offer: OfferInput }

/** Facts at once, an effect that brings them, or a refusal. */
export type Decision = { events: Draft[] } | { effect: Effect } | Refusal

type Decide<Body> = (state: RoomState, body: Body, who: Who, at: Date) => Decision

interface Definition<Body> {
  /** What it is for, in one sentence: the protocol's documentation. */
  does: string
  /** Who may use it at all; `takes` asks for a loan officer besides. */
  by: readonly (RoomPart | 'system')[]
  takes?: true
  body: z.ZodType<Body>
  decide: Decide<Body>
}

const define = <Body>(definition: Definition<Body>): Definition<Body> => definition

const text = z.string().trim().min(1, 'required').max(500, 'too_long')
const nothing = z.object({})
const everybody = ['host', 'presenter', 'delegate', 'observer'] as const
const speakers = ['host', 'presenter', 'delegate'] as const

const offerInput = termsInputSchema.extend({ threadId: z.uuid() })
export type OfferInput = z.infer<typeof offerInput>

/** Why somebody is sent out; told to them. */
export const removalReason = z.string().trim().min(2, 'required').max(200, 'too_long')

/** More words than this from one person in ten seconds are too many. */
const wordsInTenSeconds = 8

const move = (verb: SessionVerb, does: string) =>
  define({
    does,
    by: ['host'],
    body: nothing,
    decide: (state) => {
      if (findTransition(sessionMachine, state.phase, verb))
        return { effect: { kind: 'move', verb } }
      return isDone(state, verb) ? { events: [] } : wrongPhase(state, verb)
    },
  })

/** Whether the session stands where the step leads: another host has just taken it. */
const isDone = ({ phase }: RoomState, verb: SessionVerb): boolean =>
  sessionMachine.transitions.some((step) => step.verb === verb && step.to === phase)

/** Every command of the room. What is not here cannot be asked. */
export const commands = {
  open_lobby: move('open_lobby', 'Open the lobby: those who are registered may come in.'),
  go_live: move('go_live', 'Start the session.'),
  pause: move('pause', 'Go into a break; a round that runs closes.'),
  resume: move('resume', 'Come back from the break, or from talks.'),
  start_talks: move('start_talks', 'Go over to talks; a round that runs closes.'),
  end: move('end', 'End the session; open rounds close.'),
  arrive: define({
    does: 'Come into the room. The server does it for who joins; it says nothing the second time.',
    by: everybody,
    body: nothing,
    decide: (state, _, who) =>
      state.people[who.personId] || !runningStates.includes(state.phase)
        ? { events: [] }
        : { effect: { kind: 'arrive' } },
  }),
  remove: define({
    does: 'Send a participant out; their registration is declined, and they are told the reason.',
    by: ['host'],
    body: z.object({ personId: z.uuid(), reason: removalReason }),
    decide: (state, { personId, reason }) =>
      state.people[personId] && state.people[personId].part !== 'host'
        ? { effect: { kind: 'remove', personId, reason } }
        : refuse('missing', 'room_person_missing'),
  }),
  readmit: define({
    does: 'Let a participant in again who was sent out.',
    by: ['host'],
    body: z.object({ personId: z.uuid() }),
    decide: (state, { personId }) =>
      state.removed[personId]
        ? { effect: { kind: 'readmit', personId } }
        : refuse('missing', 'room_person_missing'),
  }),
  stage: define({
    does: 'Put an item of the agenda, or a request, on stage; with neither, clear it. With `after`, only while that is on stage.',
    by: ['host'],
    body: z.object({
      itemId: z.uuid().optional(),
      requestId: z.uuid().optional(),
      after: z.union([z.iso.datetime(), z.literal('none')]).optional(),
    }),
    decide: putOnStage,
  }),
  say: define({
    does: 'Say something to everyone; with `toHosts`, or a host with `to`, between the two sides only.',
    by: speakers,
    body: z.object({ text, toHosts: z.boolean().optional(), to: z.uuid().optional() }),
    decide: say,
  }),
  take_down: define({
    does: 'Erase what was said, or announced, under a number.',
    by: ['host'],
    body: z.object({ seq: z.number().int().positive() }),
    decide: takeDown,
  }),
  announce: define({
    does: 'Announce something to everyone, the big screen too, for some seconds or until it is taken down.',
    by: ['host'],
    body: z.object({
      text: z.string().trim().min(1, 'required').max(120, 'too_long'),
      seconds: z.number().int().min(5).max(3600).optional(),
    }),
    decide: (_state, body, _who, at) => announce(body, at),
  }),
  open_round: define({
    does: 'Open a planned claim round for some minutes; one at a time.',
    by: ['host'],
    body: z.object({ roundId: z.uuid(), minutes: z.number().int().min(1).max(120).optional() }),
    decide: openRound,
  }),
  extend_round: define({
    does: 'Give an open round more minutes. With `from`, only while it closes then.',
    by: ['host'],
    body: z.object({
      roundId: z.uuid(),
      minutes: z.number().int().min(1).max(60),
      from: z.iso.datetime().optional(),
    }),
    decide: extendRound,
  }),
  close_round: define({
    does: 'Close an open round. The clock does it at the time that was announced.',
    by: ['host', 'system'],
    body: z.object({ roundId: z.uuid() }),
    decide: closeRound,
  }),
  reopen_round: define({
    does: 'Open a round again that has just closed, for the time that it had left or for some minutes.',
    by: ['host'],
    body: z.object({ roundId: z.uuid(), minutes: z.number().int().min(1).max(60).optional() }),
    decide: reopenRound,
  }),
  claim: define({
    does: 'Take a request of the open round for your institution (抢单).',
    by: speakers,
    takes: true,
    body: z.object({ requestId: z.uuid(), productId: z.uuid().optional() }),
    decide: claim,
  }),
  offer: define({
    does: 'Make an offer on a thread that your institution holds.',
    by: speakers,
    takes: true,
    body: offerInput,
    decide: (_, offer) => ({ effect: { kind: 'offer', offer } }),
  }),
}

export type CommandType = keyof typeof commands
export type CommandBody<T extends CommandType> = z.input<(typeof commands)[T]['body']>
export interface Command {
  type: string
  body: unknown
}

/** What follows from a command: pure, and the same wherever it is asked. */
export function decide(state: RoomState, command: Command, who: Who, at: Date): Decision {
  if (!Object.hasOwn(commands, command.type)) return refuse('invalid', 'room_command_unknown')
  const definition = commands[command.type as CommandType] as unknown as Definition<unknown>
  if (!mayUse(command.type as CommandType, who))
    return refuse('forbidden', 'room_command_forbidden')
  const parsed = readBy(definition.body, command.body)
  if (!parsed.success) return refuse('invalid', 'check_fields', { fields: faultsOf(parsed.error) })
  if (!isOfPhase(command.type as CommandType, state.phase))
    return refuse('conflict', 'room_not_running')
  return definition.decide(state, parsed.data, who, at)
}

/** Whether the button is shown at all. */
export function mayUse(type: CommandType, who: Pick<Who, 'part' | 'takes'>): boolean {
  const definition = commands[type] as unknown as Definition<unknown>
  return definition.by.includes(who.part) && (!definition.takes || who.takes)
}

function putOnStage(
  state: RoomState,
  {
    itemId,
    requestId,
    after,
  }: {
    itemId?: string | undefined
    requestId?: string | undefined
    after?: string | undefined
  },
): Decision {
  const item = itemId ? state.agenda.find((planned) => planned.itemId === itemId) : undefined
  if (itemId && !item) return refuse('missing', 'agenda_item_missing')
  if (requestId && !isKnown(state, requestId)) return refuse('missing', 'room_request_missing')
  const body = { itemId: item?.itemId ?? null, requestId: requestId ?? item?.requestId ?? null }
  const end = state.ended[body.requestId ?? item?.productId ?? '']
  if (end) return refuse('conflict', 'matter_ended', { params: { context: end } })
  const { stage } = state
  const isThere =
    (stage?.itemId ?? null) === body.itemId && (stage?.requestId ?? null) === body.requestId
  if (isThere) return { events: [] }
  if (after !== undefined && after !== (stage?.since ?? 'none'))
    return refuse('conflict', 'stage_changed')
  return { events: [{ type: 'staged', body }] }
}

const isKnown = (state: RoomState, requestId: string) =>
  state.agenda.some((item) => item.requestId === requestId) ||
  state.rounds.some((round) => round.requestIds.includes(requestId))

function say(
  state: RoomState,
  body: { text: string; toHosts?: boolean | undefined; to?: string | undefined },
  who: Who,
  at: Date,
): Decision {
  const aside = body.to ?? (body.toHosts ? who.personId : undefined)
  if (body.to && who.part !== 'host') return refuse('forbidden', 'room_aside_hosts_only')
  if (body.to && !state.people[body.to]) return refuse('missing', 'room_person_missing')
  const [since, now] = [new Date(at.getTime() - 10_000).toISOString(), at.toISOString()]
  const words = aside ? (state.asides[aside] ?? []) : state.chat
  // Words of a node whose clock is ahead don't hold their speaker back until the others reach that moment.
  const lately = words.filter(
    (word) => word.personId === who.personId && word.at > since && word.at <= now,
  )
  if (lately.length >= wordsInTenSeconds) {
    return refuse('too_many', 'room_too_fast', { retryAfter: 10 })
  }
  return { events: [{ type: 'said', body: aside ? { aside } : {}, text: body.text }] }
}

function announce(
  { text, seconds }: { text: string; seconds?: number | undefined },
  at: Date,
): Decision {
  const until = seconds && new Date(at.getTime() + seconds * 1000).toISOString()
  return { events: [{ type: 'announced', body: until ? { until } : {}, text }] }
}

function takeDown(state: RoomState, { seq }: { seq: number }): Decision {
  if (state.announcements.some((standing) => standing.seq === seq))
    return { effect: { kind: 'take_down', seq, announcement: true } }
  if (state.chat.some((item) => item.seq === seq)) return { effect: { kind: 'take_down', seq } }
  const found = Object.entries(state.asides).find(([, words]) =>
    words.some((word) => word.seq === seq),
  )
  if (!found) return refuse('missing', 'room_words_missing')
  return { effect: { kind: 'take_down', seq, aside: found[0] } }
}

function claim(
  state: RoomState,
  { requestId, productId }: { requestId: string; productId?: string | undefined },
  who: Who,
  at: Date,
): Decision {
  const round = openRoundOf(state, requestId)
  if (!round) return refuse('conflict', 'round_not_open')
  if ((round.closesAt ?? '') <= at.toISOString()) return refuse('conflict', 'round_over')
  const end = state.ended[requestId]
  if (end) return refuse('conflict', 'matter_ended', { params: { context: end } })
  const request = state.requests[requestId]
  if (request?.claims.some((claim) => claim.institutionId === who.organizationId)) {
    return refuse('conflict', 'round_claimed_already')
  }
  if (request && request.live >= request.cap) return refuse('conflict', 'round_request_full')
  const effect = { kind: 'claim', roundId: round.roundId, requestId } as const
  return { effect: productId ? { ...effect, productId } : effect }
}

const wrongPhase = (state: RoomState, verb: SessionVerb): Refusal =>
  refuse('conflict', 'wrong_state', { params: { noun: 'session', state: state.phase, verb } })
