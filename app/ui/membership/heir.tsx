import { useTranslation } from 'react-i18next'
import { SelectField } from '../components/field.tsx'

export interface HeirProps {
  kind: string
  things: readonly { id: string; title: string }[]
  heirs: readonly { personId: string; name: string }[]
}

const shown = 5

/** What somebody holds of one kind, and to whom it goes. */
export function Heir({ kind, things, heirs }: HeirProps) {
  const { t } = useTranslation('staff')
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium">{t(`leaving.held.${kind}`, { count: things.length })}</p>
      <ul className="list-disc pl-5 text-sm text-muted">
        {things.slice(0, shown).map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
        {things.length > shown && <li>{t('leaving.more', { count: things.length - shown })}</li>}
      </ul>
      <SelectField
        name={kind}
        label={t('leaving.heir')}
        hint={heirs.length === 0 ? t('leaving.no_heir') : undefined}
        placeholder={t('leaving.choose')}
        options={heirs.map(({ personId, name }) => ({ value: personId, label: name }))}
        required
      />
    </div>
  )
}
