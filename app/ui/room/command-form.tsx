import { Form } from '@remix-run/react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandBody, CommandType } from '#app/domain/session/room/commands.ts'
import { isOfPhase } from '#app/domain/session/room/phases.ts'
import type { CommandAnswer } from '#realtime/client'
import { Button, type ButtonSize, type ButtonVariant } from '../components/button.tsx'
import { useRoomPage } from './context.ts'

export interface CommandFormProps<T extends CommandType> {
  type: T
  /** What the command says; a text field among the children adds to it. */
  body?: Record<string, string | number | boolean>
  label: ReactNode
  busyLabel?: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  buttonClassName?: string
  /** Makes the body of what was typed, or says what is wrong with it; without it, a field `text` adds to `body`. */
  read?: (typed: FormData) => Record<string, unknown> | { faults: string[] }
  children?: ReactNode
}

/**
 * A command as a form: through the connection where there is one, as a plain post where there isn't; none once the room is
 * shut for this person, or the session doesn't stand where the command belongs. A refusal stands below it, and stays in sight when the form goes.
 */
export function CommandForm<T extends CommandType>(props: CommandFormProps<T>) {
  const { type, body = {}, label, busyLabel, variant, size, className, buttonClassName } = props
  const { view, connected, connection, send, commandId, report } = useRoomPage()
  const { t } = useTranslation('refusal')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const refusedAs = useRef<CommandAnswer | null>(null)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
      if (refusedAs.current) report(type, refusedAs.current)
      refusedAs.current = null
    }
  }, [type, report])

  const sentences = (keys: readonly string[], params?: Record<string, unknown>) =>
    [...new Set(keys)].map((key) => t(key, params)).join(' ')

  async function submit(event: FormEvent<HTMLFormElement>) {
    if (!connected) return
    event.preventDefault()
    if (busy) return
    const typed = new FormData(event.currentTarget)
    const text = typed.get('text')
    if (typeof text === 'string' && text.trim() === '') return
    const whole = props.read?.(typed) ?? (text === null ? body : { ...body, text })
    if ('faults' in whole) return setRefusal(sentences(whole.faults as string[]))
    setBusy(true)
    setRefusal(null)
    refusedAs.current = null
    const answer = await send(type, whole as CommandBody<T>)
    setBusy(false)
    if (answer.ok) form.current?.reset()
    else tell(answer)
  }

  function tell(answer: Extract<CommandAnswer, { ok: false }>) {
    // What became of a claim is kept with all that were tried.
    if (type === 'claim') return
    if (isGone.current) return report(type, answer)
    refusedAs.current = answer
    const { message, params, fields } = answer.refusal
    setRefusal(sentences(fields ? Object.values(fields).flat() : [message], params))
  }

  if (connection?.state === 'stopped' || !isOfPhase(type, view.state.phase)) return null

  return (
    <Form method="post" ref={form} onSubmit={submit} className={className} preventScrollReset>
      <input type="hidden" name="id" value={commandId} />
      <input type="hidden" name="type" value={type} />
      {Object.entries(body).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value === true ? 'on' : String(value)} />
      ))}
      {props.children}
      <Button
        name="intent"
        value="command"
        variant={variant ?? 'secondary'}
        size={size ?? 'm'}
        aria-disabled={busy || undefined}
        className={buttonClassName ?? ''}
      >
        {busy ? (busyLabel ?? label) : label}
      </Button>
      {refusal && (
        <p role="alert" className="w-full text-sm text-bad">
          {refusal}
        </p>
      )}
    </Form>
  )
}
