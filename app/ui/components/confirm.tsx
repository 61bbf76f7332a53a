import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, type ButtonSize, type ButtonVariant, buttonLook } from './button.tsx'
import { cx } from './class.ts'

export interface ConfirmProps {
  /** The step, as a button that asks before it is taken. */
  label: ReactNode
  /** What is lost, or follows, by the step. */
  children: ReactNode
  /** The form that takes the step. */
  form: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  buttonClassName?: string
}

/**
 * Asks before a step that can't be taken back, or only for a while: its button opens what is lost and the step itself.
 * Works without scripts and by keyboard: Escape closes it.
 */
export function Confirm(props: ConfirmProps) {
  const { label, children, form, variant = 'secondary', size = 'm', className } = props
  const { t } = useTranslation('ui')
  const box = useRef<HTMLDetailsElement>(null)
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  const close = () => {
    if (!box.current?.open) return
    box.current.open = false
    box.current.querySelector('summary')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  return (
    <details ref={box} onKeyDown={onKeyDown} className={cx('open:w-full', className)}>
      <summary className={buttonLook(variant, size, cx('list-none', props.buttonClassName))}>
        {label}
      </summary>
      <div className="mt-2 rounded-md border border-bad bg-bad-soft p-4 text-left text-base whitespace-normal">
        <div className="flex max-w-reading flex-col gap-1">{children}</div>
        <div className="mt-3 flex flex-wrap items-end gap-2">
          {form}
          {scripted && (
            <Button type="button" variant="quiet" size={size} onClick={close}>
              {t('not_now')}
            </Button>
          )}
        </div>
      </div>
    </details>
  )
}
