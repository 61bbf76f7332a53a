import type { EventDefinition } from './event.ts'

/**
 * What follows from a write: which documents search must look at again, which open pages should fetch again,
 * and who is told. Written in the same transaction by `emit` (emit.server.ts).
 */
export type SearchKind = 'organization' | 'product' | 'request' | 'session' | 'listing'

export interface SideEffects {
  search?: readonly { kind: SearchKind; id: string }[]
  /** Topics of open pages, e.g. `topic.request(id)`. */
  topics?: readonly string[]
  notices?: readonly Notice[]
}

/** A sentence for one person or for all members of an organisation. */
export interface Notice {
  to: { organizationId: string } | { personId: string }
  event: EventDefinition
  subject: {
    kind:
      | 'organization'
      | 'product'
      | 'request'
      | 'thread'
      | 'session'
      | 'consent'
      | 'saved_search'
      | 'person'
      | 'appeal'
      | 'listing'
      | 'interest'
      | 'deal'
      | 'import_run'
      | 'webhook'
    id: string
  }
  params?: Record<string, string | number>
}

/** Names of what open pages can wait for. Whoever may read the page may wait for its topic. */
export const topic = {
  organization: (id: string) => `organization:${id}`,
  product: (id: string) => `product:${id}`,
  request: (id: string) => `request:${id}`,
  thread: (id: string) => `thread:${id}`,
  session: (id: string) => `session:${id}`,
  appeal: (id: string) => `appeal:${id}`,
  listing: (id: string) => `listing:${id}`,
  interest: (id: string) => `interest:${id}`,
  importRun: (id: string) => `import_run:${id}`,
  deal: (id: string) => `deal:${id}`,
  webhook: (id: string) => `webhook:${id}`,
  consent: (id: string) => `consent:${id}`,
  /** All that an organisation granted or was granted. */
  consents: (organizationId: string) => `consents:${organizationId}`,
  /** All that waits on the desk of an organisation. */
  desk: (organizationId: string) => `desk:${organizationId}`,
  /** What concerns one person: rights, sign-ins, notices. */
  person: (id: string) => `person:${id}`,
  /** Search has something to index. */
  search: 'search',
  /** The check of the audit trail. */
  audit: 'audit',
  /** The officers' queues. */
  bureau: 'bureau',
}
