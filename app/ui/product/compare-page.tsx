import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#app/domain/eligibility/eligibility.ts'
import { typedBounds } from '#app/domain/financing/limits.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { TextField } from '../components/field.tsx'
import { Page, Section } from '../components/page.tsx'
import { type ComparedProduct, CompareTable } from './compare-table.tsx'

export interface ComparePageProps {
  lead: ReactNode
  /** In 万元. */
  amount: number
  term: number
  q: string
  full: boolean
  found: readonly { id: string; name: string; institution: string }[] | null
  products: readonly (ComparedProduct & { findings: readonly Finding[] | null })[]
}

/** The address of a comparison: everything that is chosen stays in it. */
const addressOf = (ids: readonly string[], { amount, term }: { amount: number; term: number }) =>
  `/products/compare?${new URLSearchParams({ ids: ids.join(','), amount: String(amount), term: String(term) })}`

/** Up to four products side by side, for one loan. */
export function ComparePage(props: ComparePageProps) {
  const { lead, amount, term, products } = props
  const { t } = useTranslation(['product', 'financing'])
  const ids = products.map(({ id }) => id)
  return (
    <Page title={t('compare_title')} lead={lead} wide>
      <Form method="get" className="flex flex-wrap items-end gap-4 print:hidden">
        <input type="hidden" name="ids" value={ids.join(',')} />
        <TextField
          name="amount"
          type="number"
          step="0.01"
          min={0.01}
          inputMode="decimal"
          label={t('compare_amount')}
          unit={t('financing:wan')}
          defaultValue={amount}
          required
        />
        <TextField
          name="term"
          type="number"
          {...typedBounds.term}
          label={t('compare_term')}
          unit={t('financing:months')}
          defaultValue={term}
          required
        />
        <Button className="mb-6">{t('compare_update')}</Button>
      </Form>
      {products.length === 0 ? (
        <Empty title={t('compare_empty')} hint={t('compare_empty_hint')} />
      ) : (
        <>
          <CompareTable
            products={products}
            without={(id) =>
              addressOf(
                ids.filter((item) => item !== id),
                props,
              )
            }
          />
          <p className="max-w-reading text-sm text-muted">{t('cost_method')}</p>
        </>
      )}
      <Adding {...props} ids={ids} />
    </Page>
  )
}

function Adding(props: ComparePageProps & { ids: readonly string[] }) {
  const { q, full, found, ids, amount, term } = props
  const { t } = useTranslation('product')
  if (full) return <p className="text-muted print:hidden">{t('compare_full')}</p>
  return (
    <div className="print:hidden">
      <Section title={t('compare_add')}>
        <Form method="get" className="flex flex-wrap items-end gap-4">
          <input type="hidden" name="ids" value={ids.join(',')} />
          <input type="hidden" name="amount" value={amount} />
          <input type="hidden" name="term" value={term} />
          <TextField name="q" label={t('compare_find')} defaultValue={q} required />
          <Button className="mb-6">{t('compare_search')}</Button>
        </Form>
        {found?.length === 0 && <p className="text-muted">{t('compare_found_none')}</p>}
        {found && found.length > 0 && (
          <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
            {found.map((item) => (
              <li key={item.id} className="flex flex-wrap items-center gap-x-4 px-4 py-2">
                <Link to={`/products/${item.id}`} className="prose-link">
                  {item.name}
                </Link>
                <span className="text-sm text-muted">{item.institution}</span>
                <LinkButton to={addressOf([...ids, item.id], props)} size="s" className="ml-auto">
                  {t('compare_add_one')}
                </LinkButton>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}
