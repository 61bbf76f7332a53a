interface Subject {
  kind: string
  id: string
}

const pages: Record<string, string> = {
  organization: 'organizations',
  product: 'products',
  request: 'requests',
  thread: 'threads',
  session: 'sessions',
  appeal: 'appeals',
  consent: 'consents',
  listing: 'listings',
  interest: 'interests',
  deal: 'deals',
  webhook: 'webhooks',
}

const ofApplications = /^standing_(submitted|disputed|withdrawn|appealed)$/

/** Where something can be done about it; what concerns standing and members has pages of its own. */
export function noticePath(kind: string, subject: Subject): string {
  if (ofApplications.test(kind)) return `/bureau/standing/${subject.id}`
  if (subject.kind === 'saved_search') return '/searches'
  if (subject.kind === 'import_run') return `/bureau/imports/${subject.id}`
  if (subject.kind === 'person') return '/account/security'
  if (kind.startsWith('branch_')) return '/branches'
  if (kind.startsWith('delegation_') || kind.startsWith('grant_')) return '/members'
  if (kind.startsWith('handed_')) return '/desk'
  if (kind === 'join_asked') return '/members'
  if (kind.startsWith('standing_')) return '/account'
  return `/${pages[subject.kind] ?? 'organizations'}/${subject.id}`
}
