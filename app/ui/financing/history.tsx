import { useTranslation } from 'react-i18next'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'

export interface HistoryStep {
  id: string
  to: string
  reason: string | null
  at: Moment
  person: string | null
  organization: string | null
}

/** The course of a thing: what it became, when, through whom, why. */
export function History({ noun, steps }: { noun: string; steps: readonly HistoryStep[] }) {
  const { t } = useTranslation('thread')
  const format = useFormat()
  return (
    <ol className="flex flex-col gap-4 border-l border-line pl-4">
      {steps.map(({ id, to, at, reason, person, organization }) => (
        <li key={id} className="flex flex-col gap-0.5">
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">
            <State noun={noun} state={to} />
            <Instant at={at} className="text-sm text-muted" />
          </span>
          <span className="text-sm text-muted">
            {[organization, format.person(person)].filter(Boolean).join(' · ') || t('market')}
          </span>
          {reason && <span className="text-sm">{reason}</span>}
        </li>
      ))}
    </ol>
  )
}
