import { useTranslation } from 'react-i18next'
import { type Question, questionKinds, reminderMinutes } from '#app/domain/session/session.ts'
import { Confirm } from '../components/confirm.tsx'
import { Checkbox, CheckboxGroup, SelectField, TextArea, TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card } from '../components/page.tsx'
import type { SessionPageData } from './session-page-data.ts'

interface PlacesProps {
  places: Omit<SessionPageData['places'], 'free'>
  reminders: readonly number[]
}

/** How many may come, on whom the host decides, when people are reminded. */
export function PlacesForm({ places, reminders }: PlacesProps) {
  const { t } = useTranslation('hosting')
  const { capacity, parts } = places
  const seats = (value: number | null) => (value === null ? undefined : String(value))
  return (
    <Card>
      <ActionForm intent="set_places" submitLabel={t('places.submit')}>
        <TextField
          name="capacity"
          type="number"
          min={1}
          label={t('places.capacity')}
          hint={t('places.capacity_hint')}
          defaultValue={seats(capacity)}
          className="max-w-32"
        />
        {(['delegate', 'observer'] as const).map((part) => (
          <div key={part} className="grid gap-x-4 sm:grid-cols-2">
            <TextField
              name={`${part}Capacity`}
              type="number"
              min={1}
              label={t(`places.${part}`)}
              defaultValue={seats(parts[part].capacity)}
              className="max-w-32"
            />
            <div className="self-end pb-2">
              <Checkbox
                name={`${part}Approval`}
                label={t(`places.${part}_approval`)}
                defaultChecked={parts[part].approval}
              />
            </div>
          </div>
        ))}
        <CheckboxGroup
          name="reminders"
          label={t('places.reminders')}
          hint={t('places.reminders_hint')}
          defaultValue={reminders.map(String)}
          options={reminderMinutes.map((minutes) => ({
            value: String(minutes),
            label: t(`places.reminder.${minutes}`),
          }))}
        />
      </ActionForm>
    </Card>
  )
}

/** The form that guests fill in, question by question, and one more. */
export function QuestionsForm({ questions }: { questions: readonly Question[] }) {
  const { t } = useTranslation('hosting')
  return (
    <Card>
      <p className="mb-3 text-muted">{t('form.lead')}</p>
      {questions.length === 0 ? (
        <p>{t('form.empty')}</p>
      ) : (
        <ol>
          {questions.map((question) => (
            <li
              key={question.id}
              className="flex flex-wrap items-center gap-x-4 border-b border-line py-2"
            >
              <span className="min-w-0 flex-1">
                {question.label}
                <span className="block text-sm text-muted">
                  {[
                    t(`form.kinds.${question.kind}`),
                    ...(question.required ? [t('form.required')] : []),
                    ...question.options,
                  ].join(' · ')}
                </span>
              </span>
              <Confirm
                label={<RemoveLabel asks question={question} />}
                variant="quiet"
                size="s"
                form={
                  <ActionForm
                    intent="remove_question"
                    name={question.id}
                    submitLabel={<RemoveLabel question={question} />}
                    submitVariant="danger"
                    submitSize="s"
                    inline
                  >
                    <input type="hidden" name="questionId" value={question.id} />
                  </ActionForm>
                }
              >
                <p>{t('form.remove_lost')}</p>
              </Confirm>
            </li>
          ))}
        </ol>
      )}
      <ActionForm
        key={questions.length}
        intent="add_question"
        submitLabel={t('form.add')}
        className="mt-4"
      >
        <TextField name="label" label={t('form.label')} required maxLength={120} />
        <SelectField
          name="kind"
          label={t('form.kind')}
          required
          options={questionKinds.map((kind) => ({ value: kind, label: t(`form.kinds.${kind}`) }))}
        />
        <TextArea
          name="options"
          label={t('form.options')}
          hint={t('form.options_hint')}
          rows={3}
          maxLength={1000}
        />
        <Checkbox name="required" label={t('form.required')} />
      </ActionForm>
    </Card>
  )
}

function RemoveLabel({ question, asks }: { question: Question; asks?: boolean }) {
  const { t } = useTranslation('hosting')
  return (
    <>
      {t(asks ? 'form.remove_asks' : 'form.remove')}
      <span className="sr-only"> {question.label}</span>
    </>
  )
}

/** Keeps this session's plan for the next one. */
export function SaveTemplate({ title }: { title: string }) {
  const { t } = useTranslation('hosting')
  return (
    <Card>
      <ActionForm intent="save_template" submitLabel={t('template.save')} submitVariant="secondary">
        <TextField
          name="name"
          label={t('template.name')}
          hint={t('template.save_hint')}
          required
          maxLength={60}
          defaultValue={title.slice(0, 60)}
        />
      </ActionForm>
    </Card>
  )
}
