import { appealEvents } from './appeal/events.ts'
import { branchEvents } from './branch/events.ts'
import { consentEvents } from './consent/events.ts'
import { conversationEvents } from './conversation/events.ts'
import { dealEvents } from './deal/events.ts'
import { delegationEvents } from './delegation/events.ts'
import type { EventDefinition } from './event.ts'
import { importEvents } from './import/events.ts'
import { interestEvents } from './interest/events.ts'
import { listingEvents } from './listing/events.ts'
import { matchingEvents } from './matching/events.ts'
import { membershipEvents } from './membership/events.ts'
import { securityEvents } from './mfa/events.ts'
import { offerEvents } from './offer/events.ts'
import { standingEvents } from './organization/events.ts'
import { productEvents } from './product/events.ts'
import { requestEvents } from './request/events.ts'
import { savedSearchEvents } from './saved-search/events.ts'
import { sessionEvents } from './session/events.ts'
import { threadEvents } from './thread/events.ts'
import { webhookEvents } from './webhook/events.ts'

const catalogue: Readonly<Record<string, EventDefinition>> = {
  ...appealEvents,
  ...branchEvents,
  ...consentEvents,
  ...conversationEvents,
  ...dealEvents,
  ...delegationEvents,
  ...securityEvents,
  ...importEvents,
  ...interestEvents,
  ...listingEvents,
  ...matchingEvents,
  ...membershipEvents,
  ...offerEvents,
  ...standingEvents,
  ...productEvents,
  ...requestEvents,
  ...savedSearchEvents,
  ...sessionEvents,
  ...threadEvents,
  ...webhookEvents,
}

/** Every kind of event of the market. */
export const events: readonly EventDefinition[] = Object.values(catalogue)

/** Returns the definition of a kind; undefined for one that the market once had. */
export const findEvent = (kind: string): EventDefinition | undefined =>
  Object.hasOwn(catalogue, kind) ? catalogue[kind] : undefined
