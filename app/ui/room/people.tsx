import { useTranslation } from 'react-i18next'
import { useFormat } from '../blocks/use-format.ts'
import { CommandForm } from './command-form.tsx'
import { useRoomPage } from './context.ts'

/** Who came in, told to the hosts as they come. */
export function People() {
  const { view, me } = useRoomPage()
  const { t } = useTranslation('room')
  const format = useFormat()
  const people = Object.entries(view.state.people)
  if (people.length === 0) return <p className="p-4 text-sm text-muted">{t('people.empty')}</p>
  const sorted = people.sort(([, a], [, b]) => order(a) - order(b))
  return (
    <ul className="min-h-0 max-h-[28rem] flex-1 overflow-y-auto px-4 py-2 lg:max-h-none">
      {sorted.map(([personId, { organizationId, part }]) => (
        <li
          key={personId}
          className="flex items-center gap-2 border-t border-line py-2 first:border-t-0"
        >
          <div className="min-w-0 flex-1">
            <p className="truncate">
              {format.person(view.people[personId] ?? '')}
              <span className="ml-2 text-sm text-muted">{t(`people.part.${part}`)}</span>
            </p>
            <p className="truncate text-sm text-muted">
              {organizationId && view.names[organizationId]}
            </p>
          </div>
          {me.part === 'host' && part !== 'host' && (
            <CommandForm
              type="remove"
              body={{ personId }}
              label={t('people.remove')}
              variant="quiet"
              size="s"
            />
          )}
        </li>
      ))}
    </ul>
  )
}

const order = ({ part }: { part: string }) => ['host', 'presenter', 'delegate'].indexOf(part) & 3
