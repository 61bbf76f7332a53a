import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Proposal, Reason } from '#app/domain/matching/matching.ts'
import { formatRate } from '#app/i18n/format.ts'
import { ActionForm } from '../components/form.tsx'
import { useFormat } from '../components/use-format.ts'

const folders: Record<Proposal['kind'], string> = {
  product: 'products',
  listing: 'listings',
  organization: 'organizations',
  request: 'requests',
}

/** A ranked few, each with its reasons in one sentence, what speaks against, and "not for me". */
export function Proposals({
  proposals,
  dismissable = true,
}: {
  proposals: readonly Proposal[]
  /** Only for whom they are proposed; officers look on. */
  dismissable?: boolean
}) {
  const { t } = useTranslation('matching')
  const inWords = useReasonWords()
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-raised">
      {proposals.map(({ kind, id, title, by, reasons, against }) => (
        <li key={id} className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-64">
            <p>
              <Link to={`/${folders[kind]}/${id}`} className="prose-link font-medium">
                {title}
              </Link>
              {by && <span className="ml-2 text-sm text-muted">{by}</span>}
            </p>
            <p className="text-sm">{inWords(reasons)}</p>
            {against.length > 0 && (
              <p className="text-sm text-warn">{t('against', { reasons: inWords(against) })}</p>
            )}
          </div>
          {dismissable && (
            <ActionForm
              inline
              intent="dismiss"
              name={id}
              submitLabel={t('dismiss')}
              submitVariant="quiet"
              submitSize="s"
            >
              <input type="hidden" name="kind" value={kind} />
              <input type="hidden" name="counterpartId" value={id} />
            </ActionForm>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Reasons as one sentence. */
function useReasonWords() {
  const { t } = useTranslation(['matching', 'product', 'state', 'financing', 'industry'])
  const format = useFormat()
  const figures = (reason: Reason): Record<string, string | number> => {
    switch (reason.kind) {
      case 'ineligible':
        return { rule: t(`product:rule_kind.${reason.rule}`) }
      case 'rate':
        return { rate: formatRate(reason.rateBp) }
      case 'rate_within':
      case 'rate_above':
        return { rate: formatRate(reason.rateBp), max: formatRate(reason.maxBp) }
      case 'guarantees':
        return {
          list: format.list(
            reason.guarantees.map((guarantee) => t(`financing:guarantee.${guarantee}`)),
          ),
        }
      case 'tier':
        return { tier: t(`state:tier.${reason.tier}`) }
      case 'prompt':
        return { met: reason.met, total: reason.total }
      case 'late':
        return { missed: reason.missed, total: reason.total }
      case 'words':
        return { list: format.list(reason.words) }
      case 'industry':
        return { industry: t(`industry:${reason.code}`, { defaultValue: reason.code }) }
      case 'certificates':
      case 'certificates_missing':
        return { list: format.list(reason.names) }
      case 'place':
        return { place: reason.place }
      case 'price_above':
        return { price: format.money(reason.priceFen), budget: format.money(reason.budgetFen) }
      case 'amount_fits':
        return { product: reason.product }
      case 'free_places':
        return { count: reason.places }
      default:
        return {}
    }
  }
  return (reasons: readonly Reason[]): string =>
    format.clauses(reasons.map((reason) => t(`reason.${reason.kind}`, figures(reason))))
}
