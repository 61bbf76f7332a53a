/** The verbs of a deal; one transaction each. */
export { confirmAmount, followDeal } from './write/confirm.server.ts'
export {
  expireConfirmations,
  lapseDeal,
  sendBackDeal,
  settleDeal,
} from './write/settle.server.ts'
