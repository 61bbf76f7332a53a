import { useTranslation } from 'react-i18next'
import { officeBases } from '#app/domain/consent/vocabulary.ts'
import { SelectField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Section } from '../components/page.tsx'
import { useReply } from '../components/use-reply.ts'
import { type DetailView, PrivateDetail } from './private-detail.tsx'

/** Where an officer opens the private part by office: on a basis, and with a receipt for the enterprise. */
export function OfficeRead() {
  const { t } = useTranslation('consent')
  const reply = useReply()
  const detail = reply?.intent === 'read_private' && (reply.show as DetailView | undefined)
  return (
    <Section title={t('office_title')}>
      <p className="mb-2 text-muted">
        {t('office_hint')} {t('basis_law')}
      </p>
      {detail ? (
        <PrivateDetail detail={detail} own />
      ) : (
        <ActionForm
          inline
          intent="read_private"
          submitLabel={t('office_read')}
          submitVariant="secondary"
        >
          <SelectField
            name="basis"
            label={t('office_basis')}
            required
            options={officeBases.map((value) => ({ value, label: t(`bases.${value}`) }))}
          />
        </ActionForm>
      )}
    </Section>
  )
}
