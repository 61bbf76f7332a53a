/** The verbs of a listing; one transaction each. */
export { draftListing, reviseListing, submitListing } from './write/draft.server.ts'
export {
  appealTakedown,
  expireListings,
  renewListing,
  withdrawListing,
} from './write/end.server.ts'
export {
  grantListing,
  publishListing,
  returnListing,
  takeDownListing,
  upholdTakedown,
} from './write/review.server.ts'
