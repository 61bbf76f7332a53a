import { useTranslation } from 'react-i18next'
import { sessionTypes } from '#app/domain/session/session.ts'
import { SelectField, TextArea, TextField } from '../components/field.tsx'

export interface SessionValues {
  type: string
  title: string
  summary: string | null
  place: string | null
  /** A template has no time yet. */
  startsAt?: Date | string
  endsAt?: Date | string
}

/** Beijing's clock, in the form of `<input type="datetime-local">`. */
const local = (at: Date | string | undefined): string | undefined =>
  at && new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

/** What a host says of a session. */
export function SessionFields({ values }: { values?: SessionValues }) {
  const { t } = useTranslation('session')
  return (
    <>
      <TextField
        name="title"
        label={t('field.title')}
        hint={t('field.title_hint')}
        required
        maxLength={80}
        defaultValue={values?.title}
      />
      <SelectField
        name="type"
        label={t('field.type')}
        required
        defaultValue={values?.type ?? 'financing'}
        options={sessionTypes.map((type) => ({ value: type, label: t(`type.${type}`) }))}
      />
      <div className="grid gap-x-4 sm:grid-cols-2">
        <TextField
          type="datetime-local"
          name="startsAt"
          label={t('field.startsAt')}
          hint={t('field.time_hint')}
          required
          defaultValue={local(values?.startsAt)}
        />
        <TextField
          type="datetime-local"
          name="endsAt"
          label={t('field.endsAt')}
          hint={t('field.time_hint')}
          required
          defaultValue={local(values?.endsAt)}
        />
      </div>
      <TextField
        name="place"
        label={t('field.place')}
        hint={t('field.place_hint')}
        maxLength={120}
        defaultValue={values?.place ?? undefined}
      />
      <TextArea
        name="summary"
        label={t('field.summary')}
        hint={t('field.summary_hint')}
        rows={6}
        maxLength={2000}
        defaultValue={values?.summary ?? undefined}
      />
    </>
  )
}
