import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Instant, type Moment } from '../blocks/figures.tsx'

export interface NoticeView {
  id: string
  kind: string
  subject: { kind: string; id: string }
  params: Record<string, string | number>
  at: Moment
  read: boolean
}

const pages: Record<string, string> = {
  organization: 'organizations',
  product: 'products',
  request: 'requests',
  thread: 'threads',
  session: 'sessions',
  appeal: 'appeals',
  listing: 'listings',
  interest: 'interests',
  deal: 'deals',
  consent: 'consents',
}

const ofApplications = /^standing_(submitted|disputed|withdrawn|appealed)$/

/** Where something can be done about it; what concerns standing and members has pages of its own. */
function pathOf(kind: string, subject: NoticeView['subject']): string {
  if (ofApplications.test(kind)) return `/bureau/standing/${subject.id}`
  if (subject.kind === 'saved_search') return '/searches'
  if (subject.kind === 'person') return '/account/security'
  if (kind.startsWith('branch_')) return '/branches'
  if (kind.startsWith('delegation_')) return '/members'
  if (kind.startsWith('handed_')) return '/desk'
  if (kind === 'join_asked') return '/members'
  if (kind.startsWith('standing_')) return '/account'
  return `/${pages[subject.kind] ?? 'organizations'}/${subject.id}`
}

/** What one was told, each with the way to what it speaks of; the unread are marked. */
export function Notices({ notices }: { notices: readonly NoticeView[] }) {
  const { t } = useTranslation(['notice', 'desk'])
  if (notices.length === 0) return <p className="text-muted">{t('desk:notices_empty')}</p>
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {notices.map(({ id, kind, subject, params, at, read }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5">
          <span className="flex items-baseline gap-2">
            {!read && (
              <span className="inline-block size-2 shrink-0 rounded-full bg-live">
                <span className="sr-only">{t('desk:unread')}</span>
              </span>
            )}
            <Link to={pathOf(kind, subject)} className="prose-link">
              {t(kind, params)}
            </Link>
          </span>
          <Instant at={at} className="text-sm text-muted" />
        </li>
      ))}
    </ul>
  )
}
