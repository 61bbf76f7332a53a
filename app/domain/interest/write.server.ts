/** The verbs of an interest; one transaction each. */
export { acceptCounter, awardInterest } from './write/award.server.ts'
export { expireInterests } from './write/end.server.ts'
export {
  counter,
  declineInterest,
  quote,
  shortlistInterest,
  withdrawInterest,
} from './write/negotiate.server.ts'
export { showInterest } from './write/show.server.ts'
