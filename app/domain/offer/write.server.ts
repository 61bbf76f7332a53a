/** The verbs of an offer and of what follows from it; one transaction each. */
export {
  type Answer,
  acceptOffer,
  counterOffer,
  expireOffers,
  refuseOffer,
  withdrawOffer,
} from './write/answer.server.ts'
export { confirmDisbursement } from './write/disburse.server.ts'
export { makeOffer, type OfferInput, offer } from './write/make.server.ts'
