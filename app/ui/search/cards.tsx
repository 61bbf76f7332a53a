import { Link } from '@remix-run/react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatRate } from '#app/i18n/format.ts'
import { Instant, type Moment, Rate, Term } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
import { Chip, Excerpt, Figures, Line } from './card-parts.tsx'
import { Marked } from './highlight.tsx'
import { ListingDetails, type ListingHit } from './listing-card.tsx'

export interface OrganizationHit {
  kind: 'organization'
  id: string
  title: string
  url: string
  standing: string
  tier: string
  uscc: string | null
  place: string | null
  registeredOn: string | null
  industry: string | null
  industryProposed: boolean
  text: string
}

export interface ProductHit {
  kind: 'product'
  id: string
  title: string
  url: string
  institution: string
  amountMaxFen: number | null
  termMaxMonths: number | null
  rateLowBp: number | null
  rateHighBp: number | null
  guarantees: string[]
  tiers: string[]
  region: string | null
  text: string
}

export interface RequestHit {
  kind: 'request'
  id: string
  title: string
  url: string
  state: string
  own: boolean
  enterprise: string | null
  tier: string
  industry: string | null
  amountFen: number
  termMonths: number
  rateMaxBp: number | null
  guarantees: string[]
  urgency: string
  text: string
}

export interface SessionHit {
  kind: 'session'
  id: string
  title: string
  url: string
  state: string
  place: string | null
  startsAt: Moment
  host: string
  text: string
}

export type HitView = OrganizationHit | ProductHit | RequestHit | SessionHit | ListingHit

export function HitCard({ hit, terms }: { hit: HitView; terms: readonly string[] }) {
  const { t } = useTranslation('search')
  return (
    <article className="relative rounded-lg border border-line bg-raised p-4 shadow-card focus-within:border-primary hover:border-edge">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="min-w-0 text-lg font-semibold">
          <Link
            to={hit.url}
            data-hit
            className="text-ink no-underline after:absolute after:inset-0 hover:text-link"
          >
            <Marked text={hit.title} terms={terms} />
          </Link>
        </h2>
        <span className="text-sm text-muted">{t(`kind.${hit.kind}`)}</span>
      </div>
      <Details hit={hit} terms={terms} />
    </article>
  )
}

function Details({ hit, terms }: { hit: HitView; terms: readonly string[] }) {
  switch (hit.kind) {
    case 'organization':
      return <OrganizationDetails hit={hit} terms={terms} />
    case 'product':
      return <ProductDetails hit={hit} terms={terms} />
    case 'request':
      return <RequestDetails hit={hit} terms={terms} />
    case 'session':
      return <SessionDetails hit={hit} terms={terms} />
    case 'listing':
      return <ListingDetails hit={hit} terms={terms} />
  }
}

interface Shown<H> {
  hit: H
  terms: readonly string[]
}

function OrganizationDetails({ hit, terms }: Shown<OrganizationHit>) {
  const { t } = useTranslation(['search', 'state'])
  const format = useFormat()
  return (
    <>
      <Line>
        {hit.tier !== 'none' && <Chip>{t(`state:tier.${hit.tier}`)}</Chip>}
        <State noun="organization" state={hit.standing} />
        {hit.industry && (
          <span>
            {hit.industryProposed
              ? format.noted(hit.industry, t('search:card.proposed'))
              : hit.industry}
          </span>
        )}
        {hit.place && <span>{hit.place}</span>}
        {hit.registeredOn && (
          <span>{t('search:card.registered', { day: format.day(hit.registeredOn) })}</span>
        )}
      </Line>
      <Excerpt text={hit.text} terms={terms} />
    </>
  )
}

function ProductDetails({ hit, terms }: Shown<ProductHit>) {
  const { t } = useTranslation(['search', 'financing'])
  const format = useFormat()
  const { amountMaxFen, termMaxMonths, rateLowBp, rateHighBp } = hit
  return (
    <>
      <p className="text-muted">
        <Marked text={hit.institution} terms={terms} />
        {hit.region && ` · ${hit.region}`}
      </p>
      <Figures
        items={[
          [
            t('card.amount'),
            amountMaxFen && t('card.up_to', { amount: format.money(amountMaxFen) }),
          ],
          [t('card.rate'), rateLowBp !== null && rateRange(rateLowBp, rateHighBp, t)],
          [t('card.term'), termMaxMonths && <Term key="term" months={termMaxMonths} />],
          [
            t('card.guarantee'),
            format.list(hit.guarantees.map((guarantee) => t(`financing:guarantee.${guarantee}`))),
          ],
        ]}
      />
      <Excerpt text={hit.text} terms={terms} label={t('card.for_whom')} />
    </>
  )
}

const rateRange = (low: number, high: number | null, t: TFunction): string => {
  if (high === null) return t('search:card.from', { rate: formatRate(low) })
  return low === high ? formatRate(low) : `${formatRate(low)}–${formatRate(high)}`
}

function RequestDetails({ hit, terms }: Shown<RequestHit>) {
  const { t } = useTranslation(['search', 'state', 'financing'])
  const format = useFormat()
  return (
    <>
      <Line>
        <State noun="request" state={hit.state} />
        <span>{hit.enterprise ?? t('search:card.anonymous')}</span>
        {hit.own && <Chip>{t('search:card.own')}</Chip>}
        {hit.tier !== 'none' && <Chip>{t(`state:tier.${hit.tier}`)}</Chip>}
        {hit.industry && <span>{hit.industry}</span>}
        {hit.urgency !== 'normal' && (
          <span className="text-warn">{t(`financing:urgency.${hit.urgency}`)}</span>
        )}
      </Line>
      <Figures
        items={[
          [t('search:card.amount_need'), format.money(hit.amountFen)],
          [t('search:card.term'), <Term key="term" months={hit.termMonths} />],
          [
            t('search:card.rate_max'),
            hit.rateMaxBp !== null && <Rate key="r" bp={hit.rateMaxBp} />,
          ],
          [
            t('search:card.guarantee'),
            format.list(hit.guarantees.map((guarantee) => t(`financing:guarantee.${guarantee}`))),
          ],
        ]}
      />
      <Excerpt text={hit.text} terms={terms} />
    </>
  )
}

function SessionDetails({ hit, terms }: Shown<SessionHit>) {
  const { t } = useTranslation('search')
  return (
    <>
      <Line>
        <State noun="session" state={hit.state} />
        <Instant at={hit.startsAt} />
        {hit.place && <span>{hit.place}</span>}
        <span>{t('card.host', { host: hit.host })}</span>
      </Line>
      <Excerpt text={hit.text} terms={terms} />
    </>
  )
}
