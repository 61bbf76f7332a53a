import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Due, Instant, type Moment, Money } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'

export interface ListedDealView {
  id: string
  state: string
  title: string
  buyer: { id: string; name: string }
  seller: { id: string; name: string }
  intentFen: number
  signedFen: number | null
  fulfilledFen: number | null
  dueAt: Moment | null
  updatedAt: Moment
  turn: 'buyer' | 'seller' | 'both' | 'officer' | null
}

/** Deals with their three amounts apart; `own` is whose list it is, so that the other side is named. */
export function DealTable({ deals, own }: { deals: readonly ListedDealView[]; own: string }) {
  const { t } = useTranslation('deal')
  const end = (label: string) => ({ label, align: 'end' as const })
  return (
    <Table
      caption={t('list_title')}
      captionHidden
      head={[
        t('title'),
        t('buyer'),
        t('seller'),
        t('state'),
        end(t('intent')),
        end(t('signed')),
        end(t('fulfilled')),
        t('turn'),
        t('updated'),
      ]}
      rows={deals.map((item) => ({
        key: item.id,
        cells: [
          <Link key="title" to={`/deals/${item.id}`} className="prose-link" data-row-link>
            {item.title}
          </Link>,
          item.buyer.name,
          item.seller.name,
          <State key="state" noun="deal" state={item.state} />,
          <Money key="intent" fen={item.intentFen} />,
          item.signedFen !== null && <Money key="signed" fen={item.signedFen} />,
          item.fulfilledFen !== null && <Money key="fulfilled" fen={item.fulfilledFen} />,
          <Turn key="turn" deal={item} own={own} />,
          item.dueAt ? <Due key="due" at={item.dueAt} /> : <Instant key="at" at={item.updatedAt} />,
        ],
      }))}
    />
  )
}

function Turn({ deal, own }: { deal: ListedDealView; own: string }) {
  const { t } = useTranslation('deal')
  const { turn, buyer, seller } = deal
  if (turn === null) return <span className="text-muted">{t('turns.over')}</span>
  if (turn === 'officer') return <>{t('turns.officer')}</>
  const side = buyer.id === own ? 'buyer' : seller.id === own ? 'seller' : null
  if (side === null) return <>{t(`turns.${turn}`)}</>
  const mine = turn === 'both' || turn === side
  return (
    <span className={mine ? 'font-medium' : 'text-muted'}>
      {t(mine ? 'turns.me' : 'turns.other')}
    </span>
  )
}
