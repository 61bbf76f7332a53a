import { useTranslation } from 'react-i18next'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'

export interface HistoryStep {
  id: string
  noun: string
  verb: string
  state: string
  reason: string | null
  at: Moment
  by: string | null
}

/** Who moved it, when and why; the newest first. */
export function History({ steps }: { steps: readonly HistoryStep[] }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  return (
    <Section title={t('standing.history')}>
      {steps.length === 0 ? (
        <p className="text-muted">{t('standing.history_empty')}</p>
      ) : (
        <ol className="flex flex-col gap-3 border-l border-line pl-4">
          {steps.map(({ id, noun, verb, state, reason, at, by }) => (
            <li key={id}>
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className="font-medium">{t(`verb.${verb}`)}</span>
                <State noun={noun} state={state} className="text-sm" />
              </p>
              <p className="text-sm text-muted">
                <Instant at={at} />
                {' · '}
                {format.person(by) || t('standing.by_system')}
              </p>
              {reason && <p>{reason}</p>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}
