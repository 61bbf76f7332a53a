import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { RolesField } from './roles-field.tsx'

export interface JoinRequestRow {
  id: string
  name: string
  note: string | null
  at: Moment
}

export interface JoinRequestsProps {
  requests: readonly JoinRequestRow[]
  roles: readonly string[]
}

/** Who asks to be let in, each with the roles to give. */
export function JoinRequests({ requests, roles }: JoinRequestsProps) {
  const { t } = useTranslation('people')
  return (
    <Section title={t('members.joins')}>
      <ul className="flex flex-col gap-3">
        {requests.map(({ id, name, note, at }) => (
          <Card as="li" key={id}>
            <p className="font-medium">{name}</p>
            <p className="text-sm text-muted">
              <Instant at={at} />
            </p>
            {note && <p className="mt-1">{note}</p>}
            <ActionForm
              intent="let_in"
              name={id}
              submitLabel={t('members.let_in')}
              submitSize="s"
              className="mt-2"
              beside={
                <Button name="intent" value="decline" size="s">
                  {t('members.decline')}
                </Button>
              }
            >
              <input type="hidden" name="id" value={id} />
              <RolesField roles={roles} given={['member']} />
            </ActionForm>
          </Card>
        ))}
      </ul>
    </Section>
  )
}
