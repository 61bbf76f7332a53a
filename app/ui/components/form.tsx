import { Form, type FormProps, useNavigation } from '@remix-run/react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionResult } from '#app/domain/action-result.ts'
import { Banner } from './banner.tsx'
import { Button, type ButtonSize, type ButtonVariant } from './button.tsx'
import { cx } from './class.ts'
import { FormContext, fieldId } from './form-state.ts'
import { useDraft } from './use-draft.ts'
import { useReply } from './use-reply.ts'

export interface ActionFormProps extends Omit<FormProps, 'children' | 'id'> {
  /** What the action shall do; sent with the submit button. */
  intent: string
  /** Without it, the children bring buttons of their own (`name="intent"`). */
  submitLabel?: ReactNode
  submitVariant?: ButtonVariant
  submitSize?: ButtonSize
  /** Sets apart several forms of the same intent on one page, e.g. by the id of what they act on. */
  name?: string
  /** Keeps what is typed in this tab under this name until it is sent. */
  draft?: string
  /** Fields and button in one line, for short forms in lists. */
  inline?: boolean
  /** What stands beside the submit button. */
  beside?: ReactNode
  children?: ReactNode
}

/** A form that posts to its page, shows what came back, and works without JavaScript. */
export function ActionForm(props: ActionFormProps) {
  const {
    intent,
    submitLabel,
    submitVariant = 'primary',
    submitSize,
    name,
    draft,
    ...others
  } = props
  const { inline, beside, children, className, ...rest } = others
  const id = useId()
  const reply = useOwnReply(intent, name)
  const navigation = useNavigation()
  const busy =
    navigation.state === 'submitting' &&
    navigation.formData?.get('intent') === intent &&
    (name === undefined || navigation.formData?.get('form') === name)
  const form = useRef<HTMLFormElement>(null)
  useDraft(form, draft, reply)
  return (
    <FormContext.Provider value={{ id, values: reply?.values ?? {}, errors: reply?.errors ?? {} }}>
      <Form
        method="post"
        ref={form}
        {...rest}
        className={cx(
          inline ? 'flex flex-wrap items-end gap-2' : 'flex max-w-reading flex-col gap-2',
          className,
        )}
      >
        {name !== undefined && <input type="hidden" name="form" value={name} />}
        {reply && <Outcome reply={reply} formId={id} />}
        {children}
        {(submitLabel || beside) && (
          <div className="mt-1 flex flex-wrap items-center gap-3">
            {submitLabel && (
              <Button
                name="intent"
                value={intent}
                variant={submitVariant}
                size={submitSize}
                aria-disabled={busy || undefined}
              >
                {submitLabel}
              </Button>
            )}
            {beside}
          </div>
        )}
      </Form>
    </FormContext.Provider>
  )
}

function useOwnReply(intent: string, name: string | undefined): ActionResult | undefined {
  const reply = useReply()
  if (!reply || reply.intent !== intent || !reply.errors) return undefined
  if (name !== undefined && reply.values.form !== name) return undefined
  return reply
}

/** The sum of what is wrong, at the top, each with a way to its field. */
function Outcome({ reply, formId }: { reply: ActionResult; formId: string }) {
  const { t } = useTranslation('ui')
  const summary = useRef<HTMLDivElement>(null)
  const { '': whole = [], ...fields } = reply.errors
  const wrong = Object.entries(fields)
  const failed = wrong.length + whole.length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer is looked at
  useEffect(() => {
    if (failed) summary.current?.focus()
  }, [reply])
  if (!failed) return null
  return (
    <div ref={summary} tabIndex={-1} className="w-full">
      <Banner tone="danger" title={wrong.length > 0 ? t('errors_title') : undefined}>
        {whole.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {wrong.length > 0 && (
          <ul className="list-disc pl-5">
            {wrong.map(([field, sentences]) => (
              <li key={field}>
                <a href={`#${fieldId(formId, field)}`} className="prose-link">
                  {sentences.join(' ')}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Banner>
    </div>
  )
}
