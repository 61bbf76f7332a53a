import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Direction, listingCourse, type SpecLine } from '#app/domain/listing/vocabulary.ts'
import { Banner } from '../components/banner.tsx'
import { Day, Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Facts, Page } from '../components/page.tsx'
import { Course, State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
import { Gallery, type PictureView } from './pictures.tsx'
import { KindChip, Price, type PriceView, Quantity } from './terms.tsx'

export interface ListingView extends PriceView {
  direction: Direction
  kind: string
  state: string
  title: string
  body: string
  specs: readonly SpecLine[]
  quantity: number | null
  place: string | null
  deadline: string | null
  certificates: readonly string[]
  industry: string | null
  owner: { id: string; name: string } | null
  tier: string
  reposted: boolean
  source: string | null
  publishedAt: Moment | null
  expiresOn: string | null
}

/** A listing as one would send it to a customer: what it is, on which terms, what it looks like, how to answer. */
export function ListingPage({
  listing,
  pictures,
  own,
  actions,
  children,
}: {
  listing: ListingView
  pictures: readonly PictureView[]
  /** Its keeper and the officers see how far it is. */
  own: boolean
  actions?: ReactNode
  children?: ReactNode
}) {
  const { t } = useTranslation('listing')
  const { title, state, source } = listing
  return (
    <Page title={title} lead={<Lead listing={listing} />} actions={actions}>
      {own && listingCourse.some((item) => item === state) && (
        <Course noun="listing" states={listingCourse} current={state} />
      )}
      {state === 'matched' && <Banner tone="success">{t('matched_note')}</Banner>}
      <Terms listing={listing} />
      <Gallery title={title} pictures={pictures} />
      <section>
        <h2 className="mb-2 text-lg font-semibold">{t('field.body')}</h2>
        <p className="max-w-reading whitespace-pre-line">{listing.body}</p>
      </section>
      <Specs specs={listing.specs} />
      {source && <Banner title={t('reposted_title')}>{t('reposted_text', { source })}</Banner>}
      {children}
    </Page>
  )
}

function Lead({ listing }: { listing: ListingView }) {
  const { t } = useTranslation(['listing', 'state'])
  const { direction, kind, owner, tier, state, reposted } = listing
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <KindChip direction={direction} kind={kind} />
      {owner ? (
        <Link to={`/organizations/${owner.id}`} className="prose-link">
          {owner.name}
        </Link>
      ) : (
        <span>{t('listing:anonymous_owner')}</span>
      )}
      {reposted && <span>{t('listing:reposted')}</span>}
      {tier !== 'none' && (
        <span className="rounded-sm bg-ok-soft px-1.5 text-ok">{t(`state:tier.${tier}`)}</span>
      )}
      {state !== 'published' && <State noun="listing" state={state} />}
    </span>
  )
}

function Terms({ listing }: { listing: ListingView }) {
  const { t } = useTranslation('listing')
  const format = useFormat()
  const { direction, quantity, unit, place, deadline, certificates, industry } = listing
  return (
    <Card>
      <p className="mb-4">
        <span className="block text-sm text-muted">{t(`field.price.${direction}`)}</span>
        <Price listing={listing} className="text-2xl font-semibold" />
      </p>
      <Facts
        columns={3}
        items={[
          {
            label: t('field.quantity'),
            value: quantity !== null && <Quantity quantity={quantity} unit={unit} />,
          },
          { label: t('field.place'), value: place },
          { label: t(`field.deadline.${direction}`), value: deadline && <Day day={deadline} /> },
          { label: t(`field.certificates.${direction}`), value: format.list(certificates) },
          { label: t('field.industry'), value: industry },
          {
            label: t('published_at'),
            value: listing.publishedAt && <Instant at={listing.publishedAt} />,
          },
          {
            label: t('expires_on'),
            value: listing.expiresOn && listing.state === 'published' && (
              <Day day={listing.expiresOn} />
            ),
          },
        ]}
      />
    </Card>
  )
}

function Specs({ specs }: { specs: readonly SpecLine[] }) {
  const { t } = useTranslation('listing')
  if (specs.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{t('field.specs')}</h2>
      <dl className="divide-y divide-line rounded-lg border border-line bg-raised">
        {specs.map(({ name, value, unit }) => (
          <div key={name} className="grid grid-cols-[minmax(6rem,1fr)_2fr] gap-4 px-4 py-2.5">
            <dt className="text-muted">{name}</dt>
            <dd className="break-words tabular-nums">
              {value}
              {unit && `\u2009${unit}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
