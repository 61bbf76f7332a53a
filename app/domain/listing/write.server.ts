/** The verbs of a listing; one transaction each. */
export { draftListing, reviseListing, submitListing } from './write/draft.server.ts'
export {
  expireListings,
  renewListing,
  withdrawListing,
} from './write/end.server.ts'
export {
  publishListing,
  returnListing,
  takeDownListing,
  upholdListing,
} from './write/review.server.ts'
