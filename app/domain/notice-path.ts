import { findEvent } from './event-catalogue.ts'

/** The pages of things, by the kind of thing. */
const pages: Record<string, string> = {
  appeal: '/appeals/:id',
  consent: '/consents/:id',
  deal: '/deals/:id',
  import_run: '/bureau/imports/:id',
  interest: '/interests/:id',
  listing: '/listings/:id',
  organization: '/organizations/:id',
  person: '/account/security',
  product: '/products/:id',
  request: '/requests/:id',
  saved_search: '/searches',
  session: '/sessions/:id',
  thread: '/threads/:id',
  webhook: '/webhooks/:id',
}

/** Returns the address where something can be done about a notice: its event's page, or that of its subject. */
export function noticePath(kind: string, subject: { kind: string; id: string }): string {
  const page = findEvent(kind)?.page ?? pages[subject.kind] ?? '/desk'
  return page.replace(':id', subject.id)
}

/** Adds to a notice where something can be done about it, in the place of its subject. */
export function withPath<T extends { kind: string; subject: { kind: string; id: string } }>({
  subject,
  ...notice
}: T) {
  return { ...notice, path: noticePath(notice.kind, subject) }
}
