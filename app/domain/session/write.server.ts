/** The verbs of a session outside its room; one transaction each. What happens inside are the room's commands. */
export {
  checkIn,
  confirmRegistration,
  declineRegistration,
  readmitRegistration,
} from './write/attendance.server.ts'
export { addQuestion, removeQuestion, setPlaces } from './write/capacity.server.ts'
export { addItem, addRound, fillRound, removeItem, removeRound } from './write/programme.server.ts'
export { cancelRegistration, registerForSession } from './write/registration.server.ts'
export {
  editSession,
  makeScreenLink,
  moveSessionByHost,
  scheduleSession,
} from './write/schedule.server.ts'
export { removeTemplate, saveTemplate } from './write/template.server.ts'
