import { Link, useFetcher } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomPart } from '#app/domain/session/room/event.ts'
import { formatCount } from '#app/i18n/format.ts'
import { Button } from '../components/button.tsx'
import { ActionForm } from '../components/form.tsx'
import { useRoomPage } from './context.ts'

export interface GuestListProps {
  total: number
  guests: {
    personId: string
    name: string | null
    organization: { id: string; name: string } | null
    part: RoomPart
  }[]
}

/** Who has come in, as of when it was asked for. */
export function GuestList({ total, guests }: GuestListProps) {
  const { t } = useTranslation('room')
  if (total === 0) return <p className="text-sm text-muted">{t('people.empty')}</p>
  const count = { count: total, formatted: formatCount(total), shown: guests.length }
  return (
    <>
      <p className="text-sm text-muted">
        {t(guests.length < total ? 'people.first' : 'people.total', count)}
      </p>
      <ul className="mt-2">
        {guests.map(({ personId, name, organization, part }) => (
          <li key={personId} className="border-t border-line py-2 first:border-t-0">
            <p className="truncate">
              {name ?? t('talk.unnamed')}
              <span className="ml-2 text-sm text-muted">{t(`people.part.${part}`)}</span>
            </p>
            <p className="truncate text-sm text-muted">{organization?.name}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

/** For hosts: who was sent out, and the way back. */
export function RemovedList({ removed }: { removed: GuestListProps['guests'] }) {
  const { t } = useTranslation('room')
  return (
    <ul>
      {removed.map(({ personId, name, organization }) => (
        <li
          key={personId}
          className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0"
        >
          <p className="min-w-0 flex-1">
            {name ?? t('talk.unnamed')}
            <span className="block text-sm text-muted">{organization?.name}</span>
          </p>
          <ActionForm
            intent="readmit"
            name={personId}
            submitLabel={
              <>
                {t('people.readmit')}
                <span className="sr-only"> {name}</span>
              </>
            }
            submitVariant="secondary"
            submitSize="s"
            inline
          >
            <input type="hidden" name="personId" value={personId} />
          </ActionForm>
        </li>
      ))}
    </ul>
  )
}

/** The list inside the room, asked for when it is opened; without scripts, the way to its page. */
export function Guests({ open }: { open: boolean }) {
  const { session } = useRoomPage()
  const { t } = useTranslation('room')
  const { data, state, load } = useFetcher<GuestListProps>()
  const path = `/sessions/${session.id}/people`
  useEffect(() => {
    if (open) load(path)
  }, [open, path, load])
  return (
    <div className="min-h-0 max-h-[28rem] flex-1 overflow-y-auto px-4 py-3 lg:max-h-none">
      {data ? (
        <>
          <GuestList {...data} />
          <Button variant="quiet" size="s" disabled={state !== 'idle'} onClick={() => load(path)}>
            {t('people.refresh')}
          </Button>
        </>
      ) : (
        <Link to={path} className="prose-link inline-flex min-h-11 items-center">
          {t('people.show')}
        </Link>
      )}
    </div>
  )
}
