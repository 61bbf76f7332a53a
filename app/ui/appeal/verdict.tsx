import { useTranslation } from 'react-i18next'
import { TextArea } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card, Section } from '../components/page.tsx'

/** The other officer's two answers. */
export function Verdict({ version }: { version: number }) {
  const { t } = useTranslation('appeal')
  return (
    <Section title={t('verdict.title')}>
      <div className="grid gap-4 md:grid-cols-2">
        {(['uphold', 'dismiss'] as const).map((verb) => (
          <Card key={verb}>
            <ActionForm
              intent={verb}
              submitLabel={t(`verdict.${verb}`)}
              submitVariant={verb === 'uphold' ? 'primary' : 'secondary'}
            >
              <input type="hidden" name="version" value={version} />
              <TextArea
                name="reason"
                label={t('verdict.reason')}
                hint={t(`verdict.${verb}_hint`)}
                rows={3}
                maxLength={1000}
                required
              />
            </ActionForm>
          </Card>
        ))}
      </div>
    </Section>
  )
}
