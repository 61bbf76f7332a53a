import type {
  InputHTMLAttributes,
  ReactNode,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './class.ts'
import { useField } from './form-state.ts'

interface Asked {
  name: string
  label: ReactNode
  /** Why it is asked, or how it is written. */
  hint?: ReactNode
  errors?: readonly string[]
}

export interface Option {
  value: string
  label: ReactNode
  hint?: ReactNode
}

export const controlLook =
  'w-full min-h-11 rounded-md border bg-raised px-3 py-2 text-base text-ink placeholder:text-muted disabled:bg-sunken disabled:text-muted'

const edge = (wrong: boolean) => (wrong ? 'border-bad' : 'border-edge')

const describedBy = (id: string, hint: ReactNode) =>
  hint ? `${id}-hint ${id}-errors` : `${id}-errors`

/** The line of errors keeps its height while empty, so that nothing moves under the pointer. */
function Errors({ id, errors }: { id: string; errors: readonly string[] }) {
  return (
    <p id={`${id}-errors`} className="min-h-6 text-sm text-bad">
      {errors.join(' ')}
    </p>
  )
}

function Label({ id, label, optional }: { id: string; label: ReactNode; optional: boolean }) {
  const { t } = useTranslation('ui')
  return (
    <label htmlFor={id} className="font-medium">
      {label}
      {optional && <span className="ml-1 text-sm font-normal text-muted">{t('optional')}</span>}
    </label>
  )
}

function Hint({ id, hint }: { id: string; hint: ReactNode }) {
  return hint ? (
    <p id={`${id}-hint`} className="text-sm text-muted">
      {hint}
    </p>
  ) : null
}

export interface TextFieldProps extends Asked, Omit<InputHTMLAttributes<HTMLInputElement>, 'name'> {
  /** Said after the control, e.g. the unit. */
  unit?: ReactNode
}

export function TextField({ name, label, hint, errors, unit, ...rest }: TextFieldProps) {
  const field = useField(name, errors)
  const wrong = field.errors.length > 0
  const control = (
    <input
      type="text"
      {...rest}
      id={field.id}
      name={name}
      defaultValue={rest.type === 'file' ? undefined : (field.kept ?? rest.defaultValue)}
      aria-invalid={wrong || undefined}
      aria-describedby={describedBy(field.id, hint)}
      className={cx(controlLook, edge(wrong), rest.className)}
    />
  )
  return (
    <div className="flex flex-col gap-1">
      <Label id={field.id} label={label} optional={!rest.required && !rest.readOnly} />
      <Hint id={field.id} hint={hint} />
      {unit ? (
        <div className="flex items-center gap-2">
          {control}
          <span className="max-w-1/2 shrink-0 text-muted">{unit}</span>
        </div>
      ) : (
        control
      )}
      <Errors id={field.id} errors={field.errors} />
    </div>
  )
}

export interface TextAreaProps
  extends Asked,
    Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name'> {}

export function TextArea({ name, label, hint, errors, ...rest }: TextAreaProps) {
  const field = useField(name, errors)
  const wrong = field.errors.length > 0
  return (
    <div className="flex flex-col gap-1">
      <Label id={field.id} label={label} optional={!rest.required} />
      <Hint id={field.id} hint={hint} />
      <textarea
        rows={4}
        {...rest}
        id={field.id}
        name={name}
        defaultValue={field.kept ?? rest.defaultValue}
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy(field.id, hint)}
        className={cx(controlLook, edge(wrong), rest.className)}
      />
      <Errors id={field.id} errors={field.errors} />
    </div>
  )
}

export interface SelectFieldProps
  extends Asked,
    Omit<SelectHTMLAttributes<HTMLSelectElement>, 'name'> {
  options: readonly Option[]
  /** The words of the choice that stands for none. */
  placeholder?: string
}

export function SelectField(props: SelectFieldProps) {
  const { name, label, hint, errors, options, placeholder, ...rest } = props
  const field = useField(name, errors)
  const wrong = field.errors.length > 0
  return (
    <div className="flex flex-col gap-1">
      <Label id={field.id} label={label} optional={!rest.required} />
      <Hint id={field.id} hint={hint} />
      <select
        {...rest}
        id={field.id}
        name={name}
        defaultValue={field.kept ?? rest.defaultValue}
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy(field.id, hint)}
        className={cx(controlLook, edge(wrong), rest.className)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <Errors id={field.id} errors={field.errors} />
    </div>
  )
}

interface GroupProps extends Asked {
  options: readonly Option[]
  required?: boolean
}

function Group({ name, label, hint, errors, required, children }: GroupFrameProps) {
  const { t } = useTranslation('ui')
  const field = useField(name, errors)
  return (
    <fieldset
      id={field.id}
      tabIndex={-1}
      aria-describedby={describedBy(field.id, hint)}
      className="flex flex-col gap-1"
    >
      <legend className="mb-1 font-medium">
        {label}
        {!required && <span className="ml-1 text-sm font-normal text-muted">{t('optional')}</span>}
      </legend>
      <Hint id={field.id} hint={hint} />
      <div className="flex flex-wrap gap-x-6">{children(field)}</div>
      <Errors id={field.id} errors={field.errors} />
    </fieldset>
  )
}

interface GroupFrameProps extends Omit<GroupProps, 'options'> {
  children: (field: ReturnType<typeof useField>) => ReactNode
}

const choice = 'inline-flex min-h-11 items-center gap-2'
const tick = 'size-5 shrink-0 accent-(--primary)'

function Words({ label, hint }: Pick<Option, 'label' | 'hint'>) {
  return (
    <span>
      {label}
      {hint && <span className="block text-sm text-muted">{hint}</span>}
    </span>
  )
}

/** Any number of choices, sent as repeated values of one name. */
export function CheckboxGroup(props: GroupProps & { defaultValue?: readonly string[] }) {
  const { options, defaultValue = [], ...asked } = props
  return (
    <Group {...asked}>
      {({ id, keptAll, answered }) => {
        const chosen = keptAll ?? (answered ? [] : defaultValue)
        return options.map(({ value, label, hint }) => (
          <label key={value} htmlFor={`${id}-${value}`} className={choice}>
            <input
              type="checkbox"
              id={`${id}-${value}`}
              name={asked.name}
              value={value}
              defaultChecked={chosen.includes(value)}
              className={tick}
            />
            <Words label={label} hint={hint} />
          </label>
        ))
      }}
    </Group>
  )
}

export function RadioGroup(props: GroupProps & { defaultValue?: string }) {
  const { options, defaultValue, ...asked } = props
  return (
    <Group {...asked}>
      {({ id, kept }) =>
        options.map(({ value, label, hint }) => (
          <label key={value} htmlFor={`${id}-${value}`} className={choice}>
            <input
              type="radio"
              id={`${id}-${value}`}
              name={asked.name}
              value={value}
              required={asked.required}
              defaultChecked={(kept ?? defaultValue) === value}
              className={tick}
            />
            <Words label={label} hint={hint} />
          </label>
        ))
      }
    </Group>
  )
}

export interface CheckboxProps extends Asked, Omit<InputHTMLAttributes<HTMLInputElement>, 'name'> {}

export function Checkbox({ name, label, hint, errors, defaultChecked, ...rest }: CheckboxProps) {
  const field = useField(name, errors)
  return (
    <div className="flex flex-col">
      <label htmlFor={field.id} className={choice}>
        <input
          {...rest}
          type="checkbox"
          id={field.id}
          name={name}
          defaultChecked={field.answered ? field.kept !== undefined : defaultChecked}
          aria-invalid={field.errors.length > 0 || undefined}
          aria-describedby={describedBy(field.id, hint)}
          className={tick}
        />
        <span>{label}</span>
      </label>
      <Hint id={field.id} hint={hint} />
      <Errors id={field.id} errors={field.errors} />
    </div>
  )
}
