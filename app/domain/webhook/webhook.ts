import { z } from 'zod'
import { noticeCategories } from '../event.ts'
import { defineMachine } from '../state-machine.ts'

/** Whether the market goes on telling an address. `stopped` is by the market itself, after days of failures. */
export const webhookMachine = defineMachine({
  noun: 'webhook',
  states: ['active', 'paused', 'stopped', 'removed'],
  initial: ['active'],
  ends: ['removed'],
  transitions: [
    { from: 'active', to: 'paused', verb: 'hold', by: ['keeper'], notifies: ['keeper'] },
    { from: 'paused', to: 'active', verb: 'resume', by: ['keeper'], notifies: ['keeper'] },
    { from: 'active', to: 'stopped', verb: 'give_up', by: ['system'], notifies: ['keeper'] },
    { from: 'stopped', to: 'active', verb: 'resume', by: ['keeper'], notifies: ['keeper'] },
    { from: 'active', to: 'removed', verb: 'disconnect', by: ['keeper'], notifies: ['keeper'] },
    { from: 'paused', to: 'removed', verb: 'disconnect', by: ['keeper'], notifies: ['keeper'] },
    { from: 'stopped', to: 'removed', verb: 'disconnect', by: ['keeper'], notifies: ['keeper'] },
  ],
})
export type WebhookState = (typeof webhookMachine.states)[number]
export type WebhookVerb = (typeof webhookMachine.transitions)[number]['verb']

/** What an organisation can hear of: every kind of notice to organisations belongs to one of these. */
export const webhookTopics = noticeCategories.filter((topic) => topic !== 'security')

export const MAX_WEBHOOKS = 10
export const secretOverlapHours = 24
/** Days of nothing but failures after which an address is given up. */
export const stopAfterDays = 3

/** Seconds until the next try, by how many there were: 39 hours in all. */
const pauses = [10, 60, 300, 1800, 7200, 21_600, 43_200, 64_800] as const

/** Seconds until another try; null when there is none. */
export const pauseAfter = (attempts: number): number | null => pauses[attempts - 1] ?? null

export const webhookSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'webhook_url' }).max(500),
  topics: z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.enum(webhookTopics)).min(1, 'webhook_topics').max(webhookTopics.length),
  ),
})
export type WebhookInput = z.output<typeof webhookSchema>

/** How far back what failed can be sent again: a day, a week, or all that is kept. */
export const replayHours = [24, 168, 720] as const

/** One letter again, or all that failed in so many hours. */
export const replaySchema = z.union([
  z.object({ delivery: z.uuid() }),
  z.object({ hours: z.coerce.number().pipe(z.literal(replayHours)) }),
])

/** The kind of the event that an owner sends to try an address. */
export const testKind = 'test'
