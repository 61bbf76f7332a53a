import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Page } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
import { useSteadyOrder } from '../components/use-steady-order.ts'

interface Guest {
  id: string
  person: string | null
  organization: string
  part: string
  state: string
}

export interface DoorProps {
  session: { id: string; title: string; state: string }
  code: string
  q: string
  unknown: boolean
  arrived: number
  total: number
  guests: readonly Guest[]
}

/** Who stands at the hall's door with a phone: a code, or the list. */
export function Door({ session, code, q, unknown, arrived, total, guests }: DoorProps) {
  const { t } = useTranslation(['hosting', 'session'])
  const steady = useSteadyOrder(guests)
  return (
    <Page
      title={t('door.title')}
      lead={
        <>
          {session.title}
          <br />
          {t('door.lead')}
        </>
      }
      actions={<LinkButton to={`/sessions/${session.id}`}>{t('session:title')}</LinkButton>}
    >
      <p className="text-2xl font-semibold" aria-live="polite">
        {t('door.count', { count: arrived, total })}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Form key={`code-${code}`} className="flex items-end gap-2">
          <div className="flex-1">
            <TextField
              name="code"
              label={t('door.code')}
              defaultValue={code}
              autoComplete="off"
              autoCapitalize="characters"
              required
              {...(unknown ? { errors: [t('door.unknown')] } : {})}
            />
          </div>
          <Button>{t('door.find')}</Button>
        </Form>
        <Form key={`q-${q}`} className="flex items-end gap-2">
          <div className="flex-1">
            <TextField name="q" label={t('door.search')} defaultValue={q} required />
          </div>
          <Button>{t('door.find')}</Button>
        </Form>
      </div>
      {guests.length === 0 ? (
        <Empty title={t('door.empty')} />
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
          {steady.map((guest) => (
            <Line key={guest.id} guest={guest} />
          ))}
        </ul>
      )}
    </Page>
  )
}

function Line({ guest }: { guest: Guest }) {
  const { t } = useTranslation(['hosting', 'room'])
  const name = useFormat().person(guest.person ?? '')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="min-w-0 flex-1">
        <span className="font-medium">{name}</span>
        <span className="block text-sm text-muted">
          {guest.organization} · {t(`room:people.part.${guest.part}`)}
        </span>
      </span>
      <State noun="registration" state={guest.state} />
      {guest.state === 'confirmed' && (
        <ActionForm
          intent="check_in"
          name={guest.id}
          submitLabel={
            <>
              {t('door.check_in')}
              <span className="sr-only"> {name}</span>
            </>
          }
          submitSize="s"
          inline
        >
          <input type="hidden" name="registrationId" value={guest.id} />
        </ActionForm>
      )}
    </li>
  )
}
