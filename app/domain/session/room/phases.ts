import { runningStates, type SessionState } from '../session.ts'
import type { CommandType } from './commands.ts'

/** Commands that need a session under way: before it and after its end there is nobody to say them to. */
const whileRunning: readonly CommandType[] = [
  'stage',
  'say',
  'announce',
  'offer',
  'remove',
  'readmit',
]

/** Whether a command can be given while the session stands there: the rule of the room, and of whether its form is shown. */
export const isOfPhase = (type: CommandType, phase: SessionState): boolean =>
  !whileRunning.includes(type) || runningStates.includes(phase)
