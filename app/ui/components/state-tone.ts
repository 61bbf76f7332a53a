export type Tone = 'idle' | 'going' | 'waiting' | 'good' | 'bad' | 'live'

/** The same word has the same colour everywhere; a noun that differs says so below. */
const tones: Record<Tone, readonly string[]> = {
  idle: [
    ...['listed', 'draft', 'planned', 'expired', 'withdrawn', 'cancelled', 'closed', 'archived'],
    ...['taken_down', 'lapsed', 'released', 'deregistered', 'ended', 'revoked', 'none'],
  ],
  going: [
    ...[
      'checking',
      'uploaded',
      'checked',
      'published',
      'open',
      'contacted',
      'in_diligence',
      'offered',
      'made',
      'running',
      'lobby',
    ],
    ...[
      'shortlisted',
      'quoting',
      'following',
      'intent',
      'applied',
      'asked',
      'raised',
      'confirmed',
      'scheduled',
      'checked_in',
      'under_way',
    ],
  ],
  waiting: [
    ...['takeover_pending', 'submitted', 'returned', 'full', 'countered', 'paused', 'waitlisted'],
    ...['postponed', 'break', 'shown'],
  ],
  good: [
    ...['verified', 'granted', 'matched', 'signed', 'fulfilled', 'awarded', 'accepted'],
    ...['disbursed', 'settled', 'met', 'attended', 'done', 'upheld'],
  ],
  bad: ['failed', 'rejected', 'suspended', 'declined', 'refused', 'dismissed', 'missed', 'no_show'],
  live: ['live', 'extended', 'talks'],
}

const exceptions: Record<string, Record<string, Tone>> = {
  product: { published: 'good' },
  round: { open: 'live', closed: 'good' },
  request: { closed: 'good' },
  listing: { closed: 'good', expired: 'waiting', taken_down: 'bad' },
}

const byState = new Map(
  Object.entries(tones).flatMap(([tone, states]) =>
    states.map((state) => [state, tone as Tone] as const),
  ),
)

export const toneOf = (noun: string, state: string): Tone =>
  exceptions[noun]?.[state] ?? byState.get(state) ?? 'idle'
