import { useTranslation } from 'react-i18next'
import { Empty } from '../components/empty.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'

interface Delivery {
  id: string
  kind: string
  at: Moment
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  status: number | null
  fault: string | null
}

/** What was sent to an address and how it went; what isn't on its way can be sent again. */
export function Deliveries({ rows, active }: { rows: readonly Delivery[]; active: boolean }) {
  const { t } = useTranslation('webhook')
  if (rows.length === 0) return <Empty title={t('no_deliveries')} />
  const head = ['kind', 'at', 'state', 'attempts', 'answer', 'again'] as const
  return (
    <Table
      caption={t('deliveries')}
      captionHidden
      head={head.map((item) => t(`column.${item}`))}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <code key="kind">{row.kind}</code>,
          <Instant key="at" at={row.at} />,
          <State key="state" noun="webhook_delivery" state={row.state} />,
          row.attempts,
          row.status !== null
            ? t('status', { status: row.status })
            : row.fault && t(`fault.${row.fault}`),
          active && row.state !== 'waiting' && (
            <ActionForm
              key="again"
              inline
              intent="replay"
              name={row.id}
              submitLabel={
                <>
                  {t('replay')}
                  <span className="sr-only">{t('replay_label', { kind: row.kind })}</span>
                </>
              }
              submitVariant="quiet"
              submitSize="s"
            >
              <input type="hidden" name="delivery" value={row.id} />
            </ActionForm>
          ),
        ],
      }))}
    />
  )
}
