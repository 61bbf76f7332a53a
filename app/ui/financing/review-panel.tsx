import { useTranslation } from 'react-i18next'
import { TextArea } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card } from '../components/page.tsx'

/** An officer's two answers to what waits for review: publish it, or send it back with remarks. */
export function ReviewPanel({ noun, version }: { noun: 'product' | 'request'; version: number }) {
  const { t } = useTranslation(noun)
  return (
    <Card className="flex flex-col gap-4">
      <ActionForm intent="publish" submitLabel={t('publish')}>
        <input type="hidden" name="version" value={version} />
      </ActionForm>
      <ActionForm intent="return" submitLabel={t('return')} submitVariant="secondary">
        <TextArea
          name="remarks"
          label={t('remarks')}
          hint={t('remarks_hint')}
          required
          rows={3}
          maxLength={1000}
        />
      </ActionForm>
    </Card>
  )
}
