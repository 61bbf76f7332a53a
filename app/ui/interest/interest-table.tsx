import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Day, Due, type Moment, Money } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import { useOwnerName } from '../listing/terms.tsx'

export interface ListedInterestView {
  id: string
  state: string
  dueAt: Moment | null
  listing: { title: string; reposted: boolean }
  owner: { name: string } | null
  guest: { name: string }
  priceFen: number | null
  deliveryDays: number | null
  validUntil: string | null
  side: 'owner' | 'guest' | null
  turn: 'owner' | 'guest' | null
}

/** Interests side by side; `within` one listing the guests name the rows, else what it is about. */
export function InterestTable({
  interests,
  within,
}: {
  interests: readonly ListedInterestView[]
  within?: boolean
}) {
  const { t } = useTranslation(['interest', 'listing'])
  const ownerName = useOwnerName()
  const other = ({ side, guest, owner, listing }: ListedInterestView) =>
    side === 'guest' ? ownerName({ owner, reposted: listing.reposted }) : guest.name
  return (
    <Table
      caption={t('listing:compare')}
      captionHidden
      head={[
        ...(within ? [t('guest')] : [t('listing'), t('guest')]),
        { label: t('price'), align: 'end' },
        t('delivery'),
        t('valid_until'),
        t('state'),
        t('turn'),
        t('due'),
      ]}
      rows={interests.map((interest) => ({
        key: interest.id,
        cells: [
          <Link key="what" to={`/interests/${interest.id}`} className="prose-link" data-row-link>
            {within ? interest.guest.name : interest.listing.title}
          </Link>,
          ...(within ? [] : [other(interest)]),
          interest.priceFen !== null && <Money key="price" fen={interest.priceFen} />,
          interest.deliveryDays !== null && t('days', { count: interest.deliveryDays }),
          interest.validUntil && <Day key="until" day={interest.validUntil} />,
          <State key="state" noun="interest" state={interest.state} />,
          <Turn key="turn" turn={interest.turn} side={interest.side} />,
          interest.dueAt && <Due key="due" at={interest.dueAt} />,
        ],
      }))}
    />
  )
}

function Turn({ turn, side }: Pick<ListedInterestView, 'turn' | 'side'>) {
  const { t } = useTranslation('interest')
  if (turn === null) return <span className="text-muted">{t('turns.over')}</span>
  if (side === null) return <>{t(`turns.${turn}`)}</>
  return (
    <span className={turn === side ? 'font-medium' : 'text-muted'}>
      {t(turn === side ? 'turns.me' : 'turns.other')}
    </span>
  )
}
