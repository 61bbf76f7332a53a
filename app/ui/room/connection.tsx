import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../components/class.ts'
import { useRoomPage } from './context.ts'

const dots = {
  connecting: 'bg-warn',
  live: 'bg-ok',
  reconnecting: 'bg-warn',
  stopped: 'bg-bad',
} as const

/** The connection as it is, and for a while after a break how much was made up for. */
export function Connection() {
  const { connection } = useRoomPage()
  const { t } = useTranslation('room')
  const caughtUp = useForAWhile(connection?.caughtUp ?? null)
  if (!connection) return <noscript>{t('connection.without')}</noscript>
  const words = [t(`connection.${connection.state}`)]
  if (caughtUp) words.push(t('connection.caught_up', { count: caughtUp }))
  if (connection.pending > 0 && connection.state !== 'live') {
    words.push(t('connection.pending', { count: connection.pending }))
  }
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <span aria-hidden className={cx('size-2 rounded-full', dots[connection.state])} />
      {words.join(' · ')}
    </span>
  )
}

function useForAWhile(value: number | null): number | null {
  const [shown, setShown] = useState(value)
  useEffect(() => {
    setShown(value)
    if (value === null) return
    const timer = setTimeout(() => setShown(null), 8000)
    return () => clearTimeout(timer)
  }, [value])
  return shown
}

/** Why nothing comes any more, across the whole room. */
export function Stopped() {
  const { connection } = useRoomPage()
  const { t } = useTranslation(['room', 'refusal'])
  if (connection?.state !== 'stopped') return null
  const { reason } = connection
  const sentence =
    typeof reason === 'string'
      ? t(`room:stopped.${reason}`)
      : t('room:stopped.other', {
          reason: reason ? t(`refusal:${reason.message}`, reason.params) : '',
        })
  return (
    <p role="alert" className="border-b border-line bg-bad-soft px-4 py-3 text-center">
      {sentence}
    </p>
  )
}
