import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commands } from '#app/domain/session/room/commands.ts'
import type { FactType } from '#app/domain/session/room/event.ts'

const text = readFileSync(join(import.meta.dirname, '../../../realtime/PROTOCOL.md'), 'utf8')

/** A record over the type: a fact that is missing here does not compile. */
const facts: Record<FactType, true> = {
  agenda_set: true,
  phase_changed: true,
  arrived: true,
  removed: true,
  readmitted: true,
  staged: true,
  said: true,
  text_removed: true,
  announced: true,
  matter_changed: true,
  round_opened: true,
  round_extended: true,
  round_closed: true,
  round_reopened: true,
  claim_recorded: true,
  claim_ended: true,
  offer_recorded: true,
}

it.each([...Object.keys(facts), ...Object.keys(commands)])(
  'the protocol explains %s to a foreign client',
  (name) => {
    expect(text).toContain(`\`${name}\``)
  },
)
