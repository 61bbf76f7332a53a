import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Section } from '../components/page.tsx'
import { RowButton } from '../components/row-button.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'

export interface MyApplication {
  id: string
  kind: string
  state: string
  remarks: string | null
  appealable: boolean
  at: Moment
  organization: { id: string; name: string; standing: string }
}

export interface MyJoinRequest {
  id: string
  organization: string
  at: Moment
}

export interface MyApplicationsProps {
  applications: readonly MyApplication[]
  joins: readonly MyJoinRequest[]
}

/** What one has asked for and how it went. */
export function MyApplications({ applications, joins }: MyApplicationsProps) {
  const { t } = useTranslation('people')
  if (applications.length + joins.length === 0) return null
  return (
    <Section title={t('account.applications')}>
      <ul className="flex flex-col gap-3">
        {applications.map((item) => (
          <Application key={item.id} application={item} />
        ))}
        {joins.map(({ id, organization, at }) => (
          <Card as="li" key={id} className="flex flex-wrap items-center justify-between gap-3">
            <div>
              <p className="font-medium">{t('join.title', { name: organization })}</p>
              <p className="text-sm text-muted">
                <Instant at={at} />
              </p>
            </div>
            <div className="flex items-center gap-3">
              <State noun="join_request" state="asked" />
              <RowButton intent="withdraw_join" id={id} label={t('account.withdraw')} />
            </div>
          </Card>
        ))}
      </ul>
    </Section>
  )
}

function Application({ application }: { application: MyApplication }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { id, kind, state, remarks, appealable, at, organization } = application
  const path = kind === 'entry' ? 'standing' : 'takeover'
  return (
    <Card as="li" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <Link to={`/organizations/${organization.id}/${path}`} className="prose-link">
            {format.labelled(t(`application_kind.${kind}`), organization.name)}
          </Link>
          <p className="text-sm text-muted">
            <Instant at={at} />
          </p>
        </div>
        <div className="flex items-center gap-3">
          <State noun="standing_application" state={state} />
          {state === 'returned' && (
            <LinkButton to={`/organizations/${organization.id}/${path}`} size="s">
              {t('account.revise')}
            </LinkButton>
          )}
          {(state === 'submitted' || state === 'returned') && (
            <RowButton intent="withdraw" id={id} label={t('account.withdraw')} />
          )}
        </div>
      </div>
      {remarks && (state === 'returned' || state === 'rejected') && (
        <p>
          <span className="text-muted">{format.labelled(t('standing.remarks'))}</span>
          {remarks}
        </p>
      )}
      {appealable && (
        <p>
          <LinkButton
            to={`/appeals/new?kind=standing_application&id=${id}`}
            size="s"
            variant="quiet"
          >
            {t('account.appeal')}
          </LinkButton>
        </p>
      )}
    </Card>
  )
}
