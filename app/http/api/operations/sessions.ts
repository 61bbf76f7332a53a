import { z } from 'zod'
import { refuse } from '#app/domain/refusal.ts'
import { registrationForm } from '#app/domain/session/forms.ts'
import { mayHost } from '#app/domain/session/policy.ts'
import {
  findOwnRegistration,
  getProgramme,
  getSession,
  listQuestions,
  listRegistrationPortion,
  listSessionPortion,
} from '#app/domain/session/read.server.ts'
import {
  itemKinds,
  questionKinds,
  registrationMachine,
  registrationParts,
  roundMachine,
  sessionMachine,
  sessionTypes,
} from '#app/domain/session/session.ts'
import {
  cancelRegistration,
  checkIn,
  confirmRegistration,
  declineRegistration,
  editSession,
  moveSessionByHost,
  readmitRegistration,
  registerForSession,
  scheduleSession,
} from '#app/domain/session/write.server.ts'
import { bp, fen, id, instant, instantInput, moved, named } from '../fields.ts'
import { listOperation, type OperationArgs, operation } from '../operation.ts'
import { reason } from './given.ts'

const listed = {
  id,
  type: z.enum(sessionTypes),
  state: z.enum(sessionMachine.states),
  title: z.string(),
  summary: z.string().nullable(),
  place: z.string().nullable(),
  startsAt: instant,
  endsAt: instant,
  organizer: z.string(),
  organizationId: id,
}
const listedSession = z.object(listed).meta({ id: 'ListedSession' })

const card = z.object({
  requestId: id,
  title: z.string(),
  amountFen: fen,
  termMonths: z.number().int(),
  rateMaxBp: bp.nullable(),
  purpose: z.string(),
  urgency: z.string(),
  guarantees: z.array(z.string()),
  enterprise: named.nullable(),
})

const session = z
  .object({
    ...listed,
    version: z.number().int(),
    programme: z.object({
      items: z.array(
        z.object({
          id,
          kind: z.enum(itemKinds),
          title: z.string(),
          minutes: z.number().int(),
          requestId: id.nullable(),
          productId: id.nullable(),
        }),
      ),
      rounds: z.array(
        z.object({
          id,
          number: z.number().int(),
          title: z.string(),
          state: z.enum(roundMachine.states),
          minutes: z.number().int(),
          requestIds: z.array(id),
        }),
      ),
      cards: z.record(z.string(), card).meta({
        description: 'What the requests say, by id, for who may read requests.',
      }),
    }),
    questions: z
      .array(
        z.object({
          id,
          kind: z.enum(questionKinds),
          label: z.string(),
          options: z.array(z.string()),
          required: z.boolean(),
        }),
      )
      .meta({ description: 'What registering asks.' }),
  })
  .meta({ id: 'Session' })

const ownRegistration = z
  .object({
    state: z.enum(registrationMachine.states),
    part: z.enum(registrationParts),
    code: z.string().meta({ description: 'For the door.' }),
    waitingBefore: z.number().int().nullable(),
  })
  .meta({ id: 'OwnRegistration' })

const registration = z
  .object({
    id,
    part: z.string(),
    state: z.string(),
    note: z.string().nullable(),
    code: z.string(),
    organization: z.string(),
    person: z.string().nullable().meta({ description: 'Null once they deleted their account.' }),
    at: instant,
    answers: z.record(z.string(), z.string()).meta({ description: 'By the question’s id.' }),
  })
  .meta({ id: 'Registration' })

const sessionBody = z
  .strictObject({
    type: z.enum(sessionTypes).default('financing'),
    title: z.string().trim().min(1).max(80, 'too_long'),
    summary: z.string().trim().max(2000, 'too_long').optional(),
    place: z.string().trim().max(120, 'too_long').optional(),
    startsAt: instantInput,
    endsAt: instantInput,
  })
  .refine((item) => item.endsAt > item.startsAt, { path: ['endsAt'], error: 'session_ends_before' })
  .refine((item) => item.endsAt.getTime() - item.startsAt.getTime() <= 3 * 86_400_000, {
    path: ['endsAt'],
    error: 'session_too_long',
  })

const example = {
  type: 'financing' as const,
  title: 'Banks meet makers of car parts',
  place: 'Service centre, third floor',
  startsAt: '2030-05-20T09:30:00+08:00',
  endsAt: '2030-05-20T11:30:00+08:00',
}

const state = moved(sessionMachine.states)
type Own = Pick<OperationArgs<'everyone', '{sessionId}'>, 'db' | 'actor' | 'params'>
const stateOf = async ({ db, actor, params: { sessionId } }: Own) => {
  const { id, state } = await getSession(db, actor, sessionId)
  return { id, state }
}

const steps = [
  ['publish', 'Puts a session into the public calendar; registering begins.'],
  ['postpone', 'Puts a session off; who registered is told.'],
  ['cancel', 'Cancels a session; who registered is told.'],
  ['archive', 'Closes the books of a session that has ended.'],
] as const

const decisions = [
  [
    'confirm',
    'confirmed',
    confirmRegistration,
    'Accepts an application, or takes somebody from the waiting list.',
  ],
  [
    'readmit',
    'confirmed',
    readmitRegistration,
    'Gives a place to somebody who was declined or sent out.',
  ],
  ['check-in', 'checked_in', checkIn, 'Checks somebody in at the door.'],
] as const

const camel = (text: string): string =>
  text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

export const sessions = [
  listOperation({
    id: 'listSessions',
    path: '/sessions',
    noun: 'session',
    access: 'everyone',
    scope: 'market:read',
    does: 'Matchmaking sessions that one may see.',
    query: {
      state: z.enum(sessionMachine.states).optional(),
      type: z.enum(sessionTypes).optional(),
      from: instantInput
        .optional()
        .meta({ description: 'Only what begins at or after this instant.' }),
    },
    item: listedSession,
    list: ({ db, actor, query }) => listSessionPortion(db, actor, query),
  }),
  operation({
    id: 'getSession',
    method: 'GET',
    path: '/sessions/{sessionId}',
    noun: 'session',
    access: 'everyone',
    budget: 'read',
    scope: 'market:read',
    does: 'One session, with its programme and what registering asks.',
    reply: session,
    work: async ({ db, actor, params: { sessionId } }) => ({
      ...(await getSession(db, actor, sessionId)),
      programme: await getProgramme(db, actor, sessionId),
      questions: (await listQuestions(db, sessionId)).map((question) => ({
        ...question,
        options: [...question.options],
      })),
    }),
  }),
  operation({
    id: 'scheduleSession',
    method: 'POST',
    path: '/sessions',
    noun: 'session',
    access: 'host',
    budget: 'write',
    scope: 'sessions:write',
    does: 'Plans a session; it stays a draft until it is published.',
    body: sessionBody,
    reply: state,
    status: 201,
    location: ({ id }) => `/sessions/${id}`,
    example,
    work: async ({ db, actor, body }) => ({
      id: await scheduleSession(db, actor, body),
      state: 'draft' as const,
    }),
  }),
  operation({
    id: 'editSession',
    method: 'PUT',
    path: '/sessions/{sessionId}',
    noun: 'session',
    access: 'host',
    budget: 'write',
    scope: 'sessions:write',
    does: 'Changes when, where and what about a session is.',
    body: sessionBody,
    reply: state,
    example,
    work: async (ask) => {
      await editSession(ask.db, ask.actor, ask.params.sessionId, ask.body)
      return stateOf(ask)
    },
  }),
  ...steps.map(([verb, does]) =>
    operation({
      id: `${verb}Session`,
      method: 'POST',
      path: `/sessions/{sessionId}/${verb}`,
      noun: 'session',
      access: 'host',
      budget: 'write',
      scope: 'sessions:write',
      does,
      body: reason,
      reply: state,
      example: {},
      work: async (ask) => {
        await moveSessionByHost(ask.db, ask.actor, ask.params.sessionId, verb, ask.body.reason)
        return stateOf(ask)
      },
    }),
  ),
  operation({
    id: 'registerForSession',
    method: 'POST',
    path: '/sessions/{sessionId}/registration',
    noun: 'session',
    access: 'verified',
    budget: 'write',
    scope: 'sessions:write',
    does: 'Registers the person of this token for their organisation.',
    body: registrationForm.strict(),
    reply: ownRegistration,
    status: 201,
    example: { part: 'delegate', note: 'We look for an equipment loan' },
    work: async (ask) => {
      await registerForSession(ask.db, ask.actor, ask.params.sessionId, ask.body)
      return getOwn(ask)
    },
  }),
  operation({
    id: 'getOwnRegistration',
    method: 'GET',
    path: '/sessions/{sessionId}/registration',
    noun: 'session',
    access: 'signed_in',
    budget: 'read',
    scope: 'sessions:read',
    does: 'One’s own registration, with the code for the door.',
    reply: ownRegistration,
    work: (ask) => getOwn(ask),
  }),
  operation({
    id: 'cancelRegistration',
    method: 'DELETE',
    path: '/sessions/{sessionId}/registration',
    noun: 'session',
    access: 'signed_in',
    budget: 'write',
    scope: 'sessions:write',
    does: 'Takes one’s own registration back; who waited longest gets the place.',
    reply: z.object({ cancelled: z.literal(true) }),
    work: async ({ db, actor, params }) => {
      await cancelRegistration(db, actor, params.sessionId)
      return { cancelled: true as const }
    },
  }),
  listOperation({
    id: 'listRegistrations',
    path: '/sessions/{sessionId}/registrations',
    noun: 'session',
    access: 'host',
    scope: 'sessions:read',
    does: 'Who registered for a session of one’s own, with their answers.',
    item: registration,
    list: async ({ db, actor, params: { sessionId }, query }) => {
      if (!mayHost(actor, await getSession(db, actor, sessionId))) {
        throw refuse('forbidden', 'session_host_only')
      }
      return listRegistrationPortion(db, sessionId, query)
    },
  }),
  operation({
    id: 'declineRegistration',
    method: 'POST',
    path: '/sessions/{sessionId}/registrations/{registrationId}/decline',
    noun: 'session',
    access: 'host',
    budget: 'write',
    scope: 'sessions:write',
    does: 'Declines an application, or takes a place back, which needs a reason; the registrant is told it.',
    body: reason,
    reply: moved(registrationMachine.states),
    example: { reason: 'Registered twice' },
    work: async ({ db, actor, params: { sessionId, registrationId }, body }) => {
      await declineRegistration(db, actor, sessionId, registrationId, body.reason)
      return { id: registrationId, state: 'declined' as const }
    },
  }),
  ...decisions.map(([verb, usual, work, does]) =>
    operation({
      id: camel(verb === 'check-in' ? verb : `${verb}-registration`),
      method: 'POST',
      path: `/sessions/{sessionId}/registrations/{registrationId}/${verb}`,
      noun: 'session',
      access: 'host',
      budget: 'write',
      scope: 'sessions:write',
      does,
      reply: moved(registrationMachine.states),
      work: async ({ db, actor, params: { sessionId, registrationId } }) => {
        const state = await work(db, actor, sessionId, registrationId)
        return { id: registrationId, state: state ?? usual }
      },
    }),
  ),
]

/** @throws {Refusal} `missing` */
async function getOwn({ db, actor, params: { sessionId } }: Own) {
  await getSession(db, actor, sessionId)
  const own = await findOwnRegistration(db, actor, sessionId)
  if (!own) throw refuse('missing', 'registration_missing')
  return own
}
