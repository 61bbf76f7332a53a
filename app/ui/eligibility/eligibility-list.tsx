import { Link } from '@remix-run/react'
import { Check, CircleHelp, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type {
  EligibilitySummary,
  Finding,
  MissingFact,
} from '#app/domain/eligibility/eligibility.ts'
import type { Rule } from '#app/domain/eligibility/rules.ts'
import { formatRate } from '#app/i18n/format.ts'
import { cx } from '../components/class.ts'
import { useFormat } from '../components/use-format.ts'

type Outcome = Finding['outcome']

const looks = {
  pass: { Icon: Check, className: 'text-ok' },
  fail: { Icon: X, className: 'text-bad' },
  unknown: { Icon: CircleHelp, className: 'text-warn' },
}

/** Where a missing fact is entered; the others depend on the page, or on the institution. */
const entries: Partial<Record<MissingFact, string>> = {
  tax: '/dossier',
  revenue: '/dossier',
  rnd: '/dossier',
  balance: '/dossier',
}

/** A verdict in a word with its mark. */
export function OutcomeMark({ outcome, words }: { outcome: Outcome; words?: string }) {
  const { t } = useTranslation('product')
  const { Icon, className } = looks[outcome]
  return (
    <span className={cx('inline-flex items-center gap-1 whitespace-nowrap', className)}>
      <Icon aria-hidden size={16} className="shrink-0" />
      {words ?? t(`outcome.${outcome}`)}
    </span>
  )
}

/** Each condition with its verdict, and what is missing to judge it. */
export function EligibilityList({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('product')
  const inWords = useRuleWords()
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {findings.map(({ rule, outcome, missing }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions stand in a fixed order
          key={index}
          className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-2.5"
        >
          <span className="min-w-0">
            {inWords(rule)}
            {missing && (
              <span className="block text-sm text-muted">
                {entries[missing] ? (
                  <Link to={entries[missing]} className="prose-link">
                    {t(`missing.${missing}`)}
                  </Link>
                ) : (
                  t(`missing.${missing}`)
                )}
              </span>
            )}
          </span>
          <OutcomeMark outcome={outcome} />
        </li>
      ))}
    </ul>
  )
}

/** A condition in words. */
function useRuleWords() {
  const { t } = useTranslation(['product', 'state'])
  const format = useFormat()
  const terms = (min: number | null, max: number | null) => {
    if (max === null) return t('term_from', { term: format.term(min!) })
    return min === null ? t('term_up_to', { term: format.term(max) }) : format.termRange(min, max)
  }
  return (rule: Rule): string => {
    switch (rule.kind) {
      case 'amount':
        return `${t('rule.amount')} ${format.moneyRange(rule.min, rule.max)}`
      case 'term':
        return `${t('rule.term')} ${terms(rule.min, rule.max)}`
      case 'region':
        return t('rule.region', { region: rule.region })
      case 'tier': {
        const tiers = rule.tiers.map((tier) => t(`state:tier.${tier}`))
        return t('rule.tier', { tiers: format.list(tiers) })
      }
      case 'age':
        return rule.min === null
          ? t('rule.age_max', { term: format.term(rule.max!) })
          : t('rule.age_min', { term: format.term(rule.min) })
      case 'tax':
        return t('rule.tax', { money: format.money(rule.min) })
      case 'revenue':
        return t('rule.revenue', { money: format.money(rule.max) })
      case 'debt_ratio':
        return t('rule.debt_ratio', { rate: formatRate(rule.max) })
      case 'rnd_ratio':
        return t('rule.rnd_ratio', { rate: formatRate(rule.min) })
      default:
        return rule.text
    }
  }
}

/** What the institution sees of an application's conditions: results without the enterprise's figures. */
export function EligibilitySummaryList({ summary }: { summary: readonly EligibilitySummary[] }) {
  const { t } = useTranslation('product')
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('eligibility_of')}</h3>
      <p className="text-sm text-muted">{t('eligibility_of_hint')}</p>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {summary.map(({ kind, outcome, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions stand in a fixed order
          <li key={index} className="inline-flex flex-wrap items-baseline gap-2">
            {text ?? t(`rule_kind.${kind}`)}
            <OutcomeMark outcome={outcome} />
          </li>
        ))}
      </ul>
    </div>
  )
}
