import { sql, type Tx } from '#db'
import type { AuditActor } from './audit-log.server.ts'
import { refuse } from './refusal.ts'

/** How many things of one kind a person may make. */
interface Quota {
  hour: number
  day: number
}

/** Far above what a day's work makes, also of a program or in a session with hundreds of requests. */
const DEFAULT_QUOTA: Quota = { hour: 1200, day: 5000 }

/** What anybody can make without being verified, or what writes to others, has narrower quotas. */
const quotas: Record<string, Quota> = {
  organization: { hour: 5, day: 10 },
  standing_application: { hour: 10, day: 20 },
  join_request: { hour: 5, day: 20 },
  branch_link: { hour: 20, day: 50 },
  appeal: { hour: 10, day: 20 },
  interest: { hour: 60, day: 200 },
  registration: { hour: 60, day: 200 },
  webhook: { hour: 20, day: 50 },
}

/** The same step on the same thing; two sides who negotiate stay far below. */
const MAX_SAME_STEPS_PER_HOUR = 20

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export interface Step {
  noun: string
  id: string
  verb: string
  isCreation: boolean
}

/**
 * Counts what a person makes and moves, within the transaction that does so. The bureau's staff and the market itself
 * are not counted: they work on the things of others.
 * @throws {Refusal} `too_many` with the seconds to wait
 */
export async function enforceQuota(tx: Tx, by: AuditActor, steps: readonly Step[]): Promise<void> {
  if (!by || by.organization?.kind === 'bureau') return
  for (const noun of new Set(steps.filter((step) => step.isCreation).map((step) => step.noun))) {
    const making = steps.filter((step) => step.isCreation && step.noun === noun).length
    await countCreations(tx, by.personId, noun, making)
  }
  for (const step of steps) if (!step.isCreation) await countSteps(tx, by.personId, step)
}

async function countCreations(
  tx: Tx,
  personId: string,
  noun: string,
  making: number,
): Promise<void> {
  const { hour, day } = quotas[noun] ?? DEFAULT_QUOTA
  // What the same person makes at the same time is counted one after the other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`quota ${personId} ${noun}`}, 0))`.execute(
    tx,
  )
  const { rows } = await sql<{ lastHour: number; lastDay: number }>`
    select count(*) filter (where at > ${before(tx, HOUR_MS)})::int as "lastHour",
      count(*)::int as "lastDay"
    from transition
    where person_id = ${personId} and noun = ${noun} and from_state is null
      and at > ${before(tx, DAY_MS)}`.execute(tx)
  const { lastHour, lastDay } = rows[0]!
  if (lastDay + making > day) throw tooMany(24)
  if (lastHour + making > hour) throw tooMany(1)
}

async function countSteps(tx: Tx, personId: string, { noun, id, verb }: Step): Promise<void> {
  const { rows } = await sql<{ steps: number }>`
    select count(*)::int as steps from transition
    where noun = ${noun} and subject_id = ${id} and verb = ${verb} and person_id = ${personId}
      and at > ${before(tx, HOUR_MS)}`.execute(tx)
  if (rows[0]!.steps >= MAX_SAME_STEPS_PER_HOUR) throw tooMany(1)
}

const before = (tx: Tx, ms: number): Date => new Date(tx.now.getTime() - ms)

const tooMany = (hours: number) =>
  refuse('too_many', 'too_many_made', { params: { hours }, retryAfter: hours * 3600 })
