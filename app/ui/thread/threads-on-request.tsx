import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../components/empty.tsx'
import { Day, Due, type Moment, Money, Rate } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'

interface ThreadOnRequest {
  id: string
  state: string
  dueAt: Moment | null
  institution: { name: string }
  offer: { state: string; amountFen: number; rateBp: number; validUntil: string } | null
}

/** The institutions on one request with their offers side by side, for the enterprise to compare. */
export function ThreadsOnRequest({ threads }: { threads: readonly ThreadOnRequest[] }) {
  const { t } = useTranslation(['thread', 'request'])
  if (threads.length === 0) {
    return <Empty title={t('request:threads_empty')} hint={t('request:threads_empty_hint')} />
  }
  return (
    <Table
      caption={t('request:compare')}
      captionHidden
      head={[
        t('institution'),
        t('state'),
        { label: t('amount'), align: 'end' },
        { label: t('rate'), align: 'end' },
        t('valid_until'),
        t('due'),
      ]}
      rows={threads.map(({ id, state, institution, offer, dueAt }) => ({
        key: id,
        cells: [
          <Link key="institution" to={`/threads/${id}`} className="prose-link">
            {institution.name}
          </Link>,
          <State key="state" noun="thread" state={state} />,
          offer && <Money key="amount" fen={offer.amountFen} />,
          offer && <Rate key="rate" bp={offer.rateBp} />,
          offer && <Day key="until" day={offer.validUntil} />,
          dueAt && <Due key="due" at={dueAt} />,
        ],
      }))}
    />
  )
}
