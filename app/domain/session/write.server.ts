/** The verbs of a session outside its room; one transaction each. What happens inside are the room's commands. */
export { addItem, addRound, removeItem, removeRound } from './write/programme.server.ts'
export { cancelRegistration, registerForSession } from './write/registration.server.ts'
export {
  editSession,
  makeScreenLink,
  moveSessionByHost,
  scheduleSession,
} from './write/schedule.server.ts'
