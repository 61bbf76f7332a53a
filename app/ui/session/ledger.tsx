import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../components/empty.tsx'
import { Money } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import type { LedgerLine } from './session-page-data.ts'

/** The threads that began in this session and where they stand now. */
export function Ledger({ entries, mine }: { entries: readonly LedgerLine[]; mine: boolean }) {
  const { t } = useTranslation('session')
  return (
    <Section title={t(mine ? 'ledger.mine' : 'ledger.title')}>
      <p className="mb-3 text-muted">{t(mine ? 'ledger.mine_lead' : 'ledger.lead')}</p>
      {entries.length === 0 ? (
        <Empty title={t('ledger.empty')} />
      ) : (
        <Table
          caption={t('ledger.title')}
          captionHidden
          head={[
            t('ledger.request'),
            t('ledger.institution'),
            t('ledger.enterprise'),
            { label: t('ledger.amount'), align: 'end' },
            { label: t('ledger.offered'), align: 'end' },
            t('ledger.state'),
          ]}
          rows={entries.map((entry) => ({
            key: entry.threadId,
            cells: [
              <Link key="request" to={`/threads/${entry.threadId}`} className="prose-link">
                {entry.requestTitle}
              </Link>,
              entry.institution,
              entry.enterprise,
              <Money key="amount" fen={entry.amountFen} />,
              entry.offeredFen === null ? (
                t('minutes.none')
              ) : (
                <Money key="offered" fen={entry.offeredFen} />
              ),
              <State key="state" noun="thread" state={entry.state} />,
            ],
          }))}
        />
      )}
    </Section>
  )
}
