/** The verbs of a financing request; one transaction each. */
export { draftRequest, type Revision, reviseRequest, submitRequest } from './write/draft.server.ts'
export { expireRequests, withdrawRequest } from './write/end.server.ts'
export { publishRequest, returnRequest, upholdRequest } from './write/review.server.ts'
