import { useTranslation } from 'react-i18next'
import { replayHours } from '#app/domain/webhook/webhook.ts'
import { SelectField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'

/** Sends again what failed lately: an address that was out for a night needn't hear of last week. */
export function ReplayFailed() {
  const { t } = useTranslation('webhook')
  return (
    <ActionForm
      inline
      intent="replay"
      name="failed"
      submitLabel={t('replay_failed')}
      submitVariant="secondary"
      className="mb-4"
    >
      <SelectField
        name="hours"
        label={t('replay_since')}
        required
        options={replayHours.map((hours) => ({
          value: String(hours),
          label: t(`replay_hours.${hours}`),
        }))}
      />
    </ActionForm>
  )
}
