import { useTranslation } from 'react-i18next'
import type { Question } from '#app/domain/session/session.ts'
import { Checkbox, SelectField, TextArea, TextField } from '../components/field.tsx'

/** The questions of a session's form, each as the control that fits it. */
export function Questions({ questions }: { questions: readonly Question[] }) {
  return (
    <>
      {questions.map((question) => (
        <Asked key={question.id} question={question} />
      ))}
    </>
  )
}

function Asked({ question }: { question: Question }) {
  const { t } = useTranslation('hosting')
  const { id, kind, label, options, required } = question
  const name = `answer.${id}`
  if (kind === 'tick') return <Checkbox name={name} label={label} required={required} />
  if (kind === 'number')
    return <TextField name={name} label={label} inputMode="decimal" required={required} />
  if (kind === 'choice')
    return (
      <SelectField
        name={name}
        label={label}
        required={required}
        placeholder={t('form.none')}
        options={options.map((value) => ({ value, label: value }))}
      />
    )
  return <TextArea name={name} label={label} rows={2} maxLength={1000} required={required} />
}
