import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Due, Instant, useNow } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import type { FollowUpLine } from './session-page-data.ts'

/** What was promised in the session, whose turn it is, and whether it was kept. */
export function FollowUps({ lines }: { lines: readonly FollowUpLine[] }) {
  const { t } = useTranslation('hosting')
  const now = useNow()
  return (
    <Section title={t('follow.title')}>
      <p className="mb-3 text-muted">{t('follow.lead')}</p>
      {lines.length === 0 ? (
        <p className="text-muted">{t('follow.empty')}</p>
      ) : (
        <Table
          caption={t('follow.title')}
          captionHidden
          head={[
            t('follow.request'),
            t('follow.promise'),
            t('follow.who'),
            t('follow.due'),
            t('follow.state'),
          ]}
          rows={lines.map((line) => {
            const late = line.state === 'running' && now !== null && new Date(line.dueAt) < now
            return {
              key: line.clockId,
              cells: [
                <Link key="thread" to={`/threads/${line.threadId}`} className="prose-link">
                  {line.requestTitle}
                </Link>,
                t(`follow.stage.${line.stage}`, { defaultValue: line.stage }),
                line.responsible,
                line.state === 'running' ? (
                  <Due key="due" at={line.dueAt} />
                ) : (
                  <Instant key="due" at={line.dueAt} />
                ),
                late ? (
                  <span key="late" className="font-medium text-live">
                    {t('follow.overdue')}
                  </span>
                ) : (
                  <State key="state" noun="clock" state={line.state} />
                ),
              ],
            }
          })}
        />
      )}
    </Section>
  )
}
