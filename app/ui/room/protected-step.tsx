import { useTranslation } from 'react-i18next'
import type { ButtonSize, ButtonVariant } from '../components/button.tsx'
import { Confirm } from '../components/confirm.tsx'
import { useFormat } from '../components/use-format.ts'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'
import { type Loss, type LossyStep, lossesOf } from './losses.ts'

interface ProtectedStepProps {
  type: LossyStep
  label: string
  body?: Record<string, string>
  variant?: ButtonVariant
  size?: ButtonSize
  buttonClassName?: string
}

/** A step of the session that asks first, where it takes something away, and says what. */
export function ProtectedStep(props: ProtectedStepProps) {
  const { type, label, body = {}, variant = 'secondary', size = 'm', buttonClassName } = props
  const { view, now, connection } = useRoomPage()
  const { t } = useTranslation('room')
  const losses = lossesOf(view.state, type, now)
  if (connection?.state === 'stopped') return null
  const form = <CommandForm type={type} body={body} label={label} variant="danger" size={size} />
  if (losses.length === 0)
    return <CommandForm type={type} body={body} label={label} variant={variant} size={size} />
  return (
    <Confirm
      label={t('confirm.asks', { label })}
      variant={variant}
      size={size}
      form={form}
      {...(buttonClassName ? { buttonClassName } : {})}
    >
      {losses.map((loss) => (
        <LossLine key={loss.key} loss={loss} />
      ))}
    </Confirm>
  )
}

function LossLine({ loss: { key, params = {} } }: { loss: Loss }) {
  const { t } = useTranslation('room')
  const { list } = useFormat()
  const numbers = (params.numbers as number[] | undefined)?.map(String) ?? []
  return <p>{t(`confirm.${key}`, { ...params, count: numbers.length, numbers: list(numbers) })}</p>
}
