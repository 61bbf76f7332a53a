import { useTranslation } from 'react-i18next'
import { Fold } from '../components/disclosure.tsx'
import { TextArea } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card, Section } from '../components/page.tsx'

/** Suspending, restoring and deregistering, each for a reason that the organisation reads. */
export function KeepOrder({ standing }: { standing: string }) {
  const { t } = useTranslation('people')
  const steps =
    standing === 'verified'
      ? (['suspend', 'deregister'] as const)
      : standing === 'suspended'
        ? (['restore', 'deregister'] as const)
        : []
  if (steps.length === 0) return null
  return (
    <Section title={t('case.order')}>
      <Card>
        {steps.map((verb) => (
          <Fold key={verb} label={t(`case.${verb}`)} intent={verb}>
            <ActionForm
              intent={verb}
              submitLabel={t(`case.${verb}`)}
              submitVariant={verb === 'restore' ? 'primary' : 'danger'}
            >
              <TextArea
                name="reason"
                label={t('case.reason')}
                hint={verb === 'restore' ? undefined : t(`case.${verb}_hint`)}
                required
              />
            </ActionForm>
          </Fold>
        ))}
      </Card>
    </Section>
  )
}
