import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../components/empty.tsx'
import {
  FigureMissing,
  Instant,
  type Moment,
  Money,
  Rate,
} from '../components/formatted-values.tsx'
import { Card } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'

interface Sum {
  count: number
  amountFen: number | null
}

export interface SumsView {
  intent: Sum
  signed: Sum
  fulfilled: Sum
}

/** Intent, signed and fulfilled, always apart; null where they could not be read. */
export function LedgerSums({ sums }: { sums: SumsView | null }) {
  const { t } = useTranslation('ledger')
  return (
    <dl className="grid gap-3 sm:grid-cols-3">
      {(['intent', 'signed', 'fulfilled'] as const).map((name) => (
        <Card key={name}>
          <dt className="text-sm text-muted">{t(name)}</dt>
          <dd className="flex flex-wrap items-baseline gap-x-3">
            {sums && sums[name].amountFen !== null ? (
              <Money fen={sums[name].amountFen} className="text-2xl font-semibold" />
            ) : (
              <FigureMissing />
            )}
            {sums && <span className="text-muted">{t('count', { count: sums[name].count })}</span>}
          </dd>
        </Card>
      ))}
    </dl>
  )
}

export interface LedgerRowView {
  threadId: string
  state: string
  at: Moment
  request: { title: string; amountFen: number }
  enterprise: string
  institution: string
  signedFen: number | null
  rateBp: number | null
  fulfilledFen: number | null
}

export function LedgerTable({ rows }: { rows: readonly LedgerRowView[] }) {
  const { t } = useTranslation('ledger')
  if (rows.length === 0) return <Empty title={t('empty')} hint={t('empty_hint')} />
  const end = (label: string) => ({ label, align: 'end' as const })
  return (
    <Table
      caption={t('title')}
      captionHidden
      head={[
        t('request'),
        t('enterprise'),
        t('institution'),
        t('state'),
        end(t('amount')),
        end(t('signed_amount')),
        end(t('fulfilled_amount')),
        t('at'),
      ]}
      rows={rows.map((row) => ({
        key: row.threadId,
        cells: [
          <Link key="request" to={`/threads/${row.threadId}`} className="prose-link">
            {row.request.title}
          </Link>,
          row.enterprise,
          row.institution,
          <State key="state" noun="thread" state={row.state} />,
          <Money key="amount" fen={row.request.amountFen} />,
          row.signedFen !== null && (
            <span key="signed">
              <Money fen={row.signedFen} />{' '}
              {row.rateBp !== null && <Rate bp={row.rateBp} className="text-muted" />}
            </span>
          ),
          row.fulfilledFen !== null && <Money key="fulfilled" fen={row.fulfilledFen} />,
          <Instant key="at" at={row.at} />,
        ],
      }))}
    />
  )
}
