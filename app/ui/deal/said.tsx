import { useTranslation } from 'react-i18next'
import type { Side, Stage } from '#app/domain/deal/deal.ts'
import { Day, Money } from '../components/formatted-values.tsx'
import { Card, Facts, Section } from '../components/page.tsx'

export interface SaidView {
  stage: Stage
  side: Side
  amountFen: number
  doneOn: string
}

/** What each side said was signed and delivered. */
export function SaidFacts({ said }: { said: readonly SaidView[] }) {
  const { t } = useTranslation('deal')
  return (
    <Facts
      items={said.map(({ stage, side, amountFen, doneOn }) => ({
        label: `${t(`stage.${stage}`)} · ${t(`said_by.${side}`)}`,
        value: (
          <>
            <Money fen={amountFen} /> · <Day day={doneOn} />
          </>
        ),
      }))}
    />
  )
}

export interface AmountsView {
  intentFen: number
  signedFen: number | null
  fulfilledFen: number | null
}

/** Intent, signed and fulfilled, always apart; what counts bears a seal. */
export function Amounts({ amounts }: { amounts: AmountsView }) {
  const { t } = useTranslation('deal')
  const { intentFen, signedFen, fulfilledFen } = amounts
  const figures = [
    ['intent', intentFen],
    ['signed', signedFen],
    ['fulfilled', fulfilledFen],
  ] as const
  return (
    <dl className="grid gap-3 sm:grid-cols-3">
      {figures.map(([name, fen]) => (
        <Card key={name} className="flex flex-col">
          <dt className="flex items-baseline justify-between text-sm text-muted">
            {t(name)}
            {name !== 'intent' && fen !== null && (
              <span className="rounded-sm border border-live px-1.5 font-medium text-live">
                {t(`seal.${name}`)}
              </span>
            )}
          </dt>
          <dd className="text-xl font-semibold">
            {fen === null ? <span className="text-muted">—</span> : <Money fen={fen} />}
          </dd>
        </Card>
      ))}
    </dl>
  )
}

export function Said({ said }: { said: readonly SaidView[] }) {
  const { t } = useTranslation('deal')
  if (said.length === 0) return null
  return (
    <Section title={t('said')}>
      <Card>
        <SaidFacts said={said} />
      </Card>
    </Section>
  )
}
