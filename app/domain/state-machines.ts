import { appealMachine } from './appeal/appeal.ts'
import { branchMachine } from './branch/branch.ts'
import { consentMachine } from './consent/consent.ts'
import { dealMachine } from './deal/deal.ts'
import { importMachine } from './import/import-run.ts'
import { interestMachine } from './interest/interest.ts'
import { listingMachine } from './listing/listing.ts'
import { offerMachine } from './offer/offer.ts'
import { standingMachine } from './organization/standing.ts'
import { productMachine } from './product/product.ts'
import { requestMachine } from './request/request.ts'
import { registrationMachine, roundMachine, sessionMachine } from './session/session.ts'
import { applicationMachine } from './standing/standing.ts'
import type { Machine } from './state-machine.ts'
import { threadMachine } from './thread/thread.ts'
import { webhookMachine } from './webhook/webhook.ts'

export type AnyMachine = Machine<string, string, string>

/** Every workflow of the market, in the order of its help. A test looks for dead ends in each, and for tables that are missing here. */
export const machines = [
  ...[standingMachine, applicationMachine, appealMachine, branchMachine],
  ...[requestMachine, threadMachine, offerMachine, productMachine, consentMachine],
  ...[listingMachine, interestMachine, dealMachine],
  ...[sessionMachine, registrationMachine, roundMachine],
  ...[importMachine, webhookMachine],
] as unknown as readonly AnyMachine[]

export const findMachine = (noun: string): AnyMachine | undefined =>
  machines.find((machine) => machine.noun === noun)
