import { useTranslation } from 'react-i18next'
import { announcementAt } from '#app/domain/session/room/state.ts'
import { CommandForm } from './command-form.tsx'
import { span, useRoomPage } from './context.ts'

/** How long an announcement may stand, in seconds; the last choice is until it is taken down. */
const lives = [60, 10, 300] as const

/** The announcement that stands, across the room; hosts see for how long, and take it down. */
export function Announcement() {
  const { view, now, me } = useRoomPage()
  const { t } = useTranslation('room')
  const standing = announcementAt(view.state, now)
  const text = standing && view.texts[standing.seq]
  if (!text) return null
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-warn-soft px-4 py-2.5">
      <p role="status" className="min-w-0 flex-1 basis-72">
        <span className="mr-2 font-medium text-warn">{t('announcement.latest')}</span>
        {text}
      </p>
      {me.part === 'host' && (
        <div className="flex items-center gap-3">
          <span className="text-sm text-muted tabular-nums">
            {standing.until
              ? t('announcement.left', { time: span(Date.parse(standing.until) - now) })
              : t('announcement.stays')}
          </span>
          <CommandForm
            type="take_down"
            body={{ seq: standing.seq }}
            label={t('announcement.take_down')}
            size="s"
          />
        </div>
      )}
    </div>
  )
}

export function AnnounceForm() {
  const { t } = useTranslation('room')
  return (
    <CommandForm
      type="announce"
      label={t('announcement.send')}
      className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-raised p-3"
      read={(typed) => ({
        text: typed.get('text'),
        ...(typed.get('seconds') ? { seconds: Number(typed.get('seconds')) } : {}),
      })}
    >
      <input
        type="text"
        name="text"
        required
        maxLength={120}
        autoComplete="off"
        aria-label={t('announcement.field')}
        placeholder={t('announcement.field')}
        className="min-h-11 min-w-0 flex-1 basis-60 rounded-md border border-edge bg-raised px-3 text-base placeholder:text-muted"
      />
      <select
        name="seconds"
        aria-label={t('announcement.life')}
        className="min-h-11 rounded-md border border-edge bg-raised px-2 text-base"
      >
        {lives.map((seconds) => (
          <option key={seconds} value={seconds}>
            {t(`announcement.for.${seconds}`)}
          </option>
        ))}
        <option value="">{t('announcement.for.stays')}</option>
      </select>
    </CommandForm>
  )
}
