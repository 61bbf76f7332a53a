import { useTranslation } from 'react-i18next'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Facts, Section } from '../components/page.tsx'
import { useFormat } from '../components/use-format.ts'

export interface RefusalFactsProps {
  kind: string
  refusal: { verb: string; reason: string | null; officer: string | null; at: Moment }
}

/** The decision that is contested. */
export function RefusalFacts({ kind, refusal }: RefusalFactsProps) {
  const { t } = useTranslation('appeal')
  const format = useFormat()
  return (
    <Section title={t('refusal.title')}>
      <Card>
        <Facts
          items={[
            { label: t('kind'), value: t(`kinds.${kind}`) },
            { label: t('refusal.verb'), value: t(`refusals.${refusal.verb}`) },
            { label: t('refusal.reason'), value: refusal.reason },
            { label: t('refusal.officer'), value: format.person(refusal.officer) },
            { label: t('refusal.at'), value: <Instant at={refusal.at} /> },
          ]}
        />
      </Card>
    </Section>
  )
}
