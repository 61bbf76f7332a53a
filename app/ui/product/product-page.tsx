import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Format } from '#app/i18n/format.ts'
import { Banner } from '../components/banner.tsx'
import { Card, Facts, Page, Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
import { ProductFigureFacts, type ProductFigures } from './product-facts.tsx'

export interface ProductView extends ProductFigures {
  name: string
  state: string
  organizationId: string
  institution: string
  institutionListed: boolean
  repayments: readonly string[]
  repaymentNote: string | null
  tiers: readonly string[]
  industries: readonly string[]
  targetNote: string | null
  conditions: string | null
  materials: string | null
  region: string | null
  contactDays: number
  diligenceDays: number
  disburseDays: number
  source: string | null
  sourceDate: string | null
}

export function ProductPage({
  product,
  actions,
  children,
}: {
  product: ProductView
  actions: ReactNode
  children?: ReactNode
}) {
  const { t } = useTranslation(['product', 'state', 'financing'])
  const format = useFormat()
  const lead = (
    <span className="flex flex-wrap items-center gap-x-3">
      <Link to={`/organizations/${product.organizationId}`} className="prose-link">
        {product.institution}
      </Link>
      {product.state !== 'published' && <State noun="product" state={product.state} />}
    </span>
  )
  return (
    <Page title={product.name} lead={lead} actions={actions}>
      <Card>
        <ProductFigureFacts product={product} />
      </Card>
      <Section title={t('who')}>
        <Facts
          columns={1}
          items={[
            {
              label: t('tiers'),
              value: format.list(product.tiers.map((tier) => t(`state:tier.${tier}`))),
            },
            { label: t('industries'), value: format.list(product.industries) },
            { label: t('target'), value: product.targetNote },
            { label: t('conditions'), value: lines(product.conditions) },
            { label: t('materials'), value: lines(product.materials) },
            { label: t('region'), value: product.region },
            { label: t('financing:repayments'), value: repaymentWords(product, t, format) },
            {
              label: t('promise'),
              value: product.institutionListed
                ? null
                : t('promise_text', {
                    contact: product.contactDays,
                    diligence: product.diligenceDays,
                    disburse: product.disburseDays,
                  }),
            },
          ]}
        />
      </Section>
      {product.source && (
        <Banner tone="info" title={t('source_note')}>
          {format.labelled(
            t('source'),
            format.list([product.source, product.sourceDate].filter((item) => item !== null)),
          )}
        </Banner>
      )}
      {children}
    </Page>
  )
}

const lines = (text: string | null) => text && <span className="whitespace-pre-line">{text}</span>

function repaymentWords(
  { repayments, repaymentNote }: ProductView,
  t: (key: string) => string,
  { list, clauses }: Format,
) {
  const words = list(repayments.map((repayment) => t(`financing:repayment.${repayment}`)))
  return clauses([words, repaymentNote])
}
