/** The reads of standing (W1), by one name. */
export { getFacts, openCase } from './read/case.server.ts'
export {
  findByUscc,
  getOwnCase,
  getTakeover,
  listOwnApplications,
} from './read/own.server.ts'
export { countQueue, listQueue, queueTabs } from './read/queue.server.ts'
