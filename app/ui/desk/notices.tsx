import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { RowButton } from '../components/row-button.tsx'

export interface NoticeView {
  id: string
  kind: string
  /** Where something can be done about it. */
  path: string
  params: Record<string, string | number>
  at: Moment
  read: boolean
}

export interface NoticesProps {
  notices: readonly NoticeView[]
  /** With a way to mark each as read. */
  marks?: boolean
}

/** What one was told, each with the way to what it speaks of; the unread are marked. */
export function Notices({ notices, marks }: NoticesProps) {
  const { t } = useTranslation(['notice', 'desk'])
  if (notices.length === 0) return <p className="text-muted">{t('desk:notices_empty')}</p>
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {notices.map(({ id, kind, path, params, at, read }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5">
          <span className="flex items-baseline gap-2">
            {!read && (
              <span className="inline-block size-2 shrink-0 rounded-full bg-live">
                <span className="sr-only">{t('desk:unread')}</span>
              </span>
            )}
            <Link to={path} className="prose-link">
              {t(kind, params)}
            </Link>
          </span>
          <span className="flex flex-wrap items-baseline gap-x-3">
            <Instant at={at} className="text-sm text-muted" />
            {marks && !read && (
              <RowButton intent="read" id={id} label={t('desk:read_one')} variant="quiet" />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
