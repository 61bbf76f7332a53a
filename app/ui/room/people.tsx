import { useTranslation } from 'react-i18next'
import { isOfPhase } from '#app/domain/session/room/phases.ts'
import { Confirm } from '../components/confirm.tsx'
import { useFormat } from '../components/use-format.ts'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'

/** Who came in, in the order in which they came, so that no line moves under the pointer; below, who was sent out. */
export function People() {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const people = Object.keys(view.state.people)
  const removed = Object.entries(view.state.removed)
  if (people.length + removed.length === 0)
    return <p className="p-4 text-sm text-muted">{t('people.empty')}</p>
  return (
    <div className="max-h-[28rem] min-h-0 flex-1 overflow-y-auto px-4 py-2 lg:max-h-none">
      <ul>
        {people.map((personId) => (
          <Line key={personId} personId={personId} />
        ))}
      </ul>
      {removed.length > 0 && (
        <section aria-labelledby="removed" className="mt-3 border-t border-line pt-3">
          <h3 id="removed" className="text-sm text-muted">
            {t('people.removed', { count: removed.length })}
          </h3>
          <ul>
            {removed.map(([personId, { seq }]) => (
              <li
                key={personId}
                className="flex items-center gap-2 border-t border-line py-2 first:border-t-0"
              >
                <Person personId={personId} note={view.texts[seq]} />
                <CommandForm
                  type="readmit"
                  body={{ personId }}
                  label={t('people.readmit')}
                  size="s"
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Line({ personId }: { personId: string }) {
  const { view, me } = useRoomPage()
  const { t } = useTranslation('room')
  const isHost = view.state.people[personId]?.part === 'host'
  return (
    <li className="flex flex-wrap items-center gap-2 border-t border-line py-2 first:border-t-0">
      <Person personId={personId} />
      {me.part === 'host' && !isHost && isOfPhase('remove', view.state.phase) && (
        <Confirm
          label={t('people.remove')}
          variant="quiet"
          size="s"
          form={
            <CommandForm
              type="remove"
              body={{ personId }}
              read={(typed) => ({ personId, reason: typed.get('reason') })}
              label={t('people.remove')}
              variant="danger"
              size="s"
              className="flex w-full flex-wrap items-end gap-2"
            >
              <label className="flex w-full flex-col text-sm">
                {t('people.reason')}
                <input
                  type="text"
                  name="reason"
                  required
                  minLength={2}
                  maxLength={200}
                  autoComplete="off"
                  className="min-h-11 w-full rounded-md border border-edge bg-raised px-3 text-base"
                />
              </label>
            </CommandForm>
          }
        >
          <p className="text-sm">{t('people.remove_lost')}</p>
        </Confirm>
      )}
    </li>
  )
}

/** A name, the part and the organisation; who was sent out with the reason. */
function Person({ personId, note }: { personId: string; note?: string | undefined }) {
  const { view } = useRoomPage()
  const { t } = useTranslation('room')
  const format = useFormat()
  const { people, removed } = view.state
  const { part, organizationId } = people[personId] ?? removed[personId] ?? {}
  return (
    <div className="min-w-0 flex-1">
      <p className="truncate">
        {format.person(view.people[personId] ?? '')}
        <span className="ml-2 text-sm text-muted">{t(`people.part.${part}`)}</span>
      </p>
      <p className="truncate text-sm text-muted">{organizationId && view.names[organizationId]}</p>
      {note && <p className="text-sm text-warn">{note}</p>}
    </div>
  )
}
