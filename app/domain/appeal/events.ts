import { defineEvents } from '../event.ts'

/** Appeals: what happens there and who is told. */
export const appealEvents = defineEvents('standing', {
  appeal_raised: { to: ['officer'], params: ['title'] },
  appeal_upheld: { to: ['appellant'], params: ['title'] },
  appeal_dismissed: { to: ['appellant'], params: ['title'] },
  appeal_withdrawn: { to: ['officer'], params: ['title'] },
})
