import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Confirm } from '../components/confirm.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Page } from '../components/page.tsx'
import { Course, State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
import { RequestFacts, type RequestView } from './request-facts.tsx'

const usualWay = ['draft', 'submitted', 'published', 'awarded', 'closed']

export interface RequestPageProps {
  request: RequestView & {
    title: string
    state: string
    enterprise: { id: string; name: string } | null
  }
  /** What its enterprise may do with it now. */
  verbs: readonly string[]
  /** The institutions that hold it now. */
  holders: readonly string[]
  children?: ReactNode
}

export function RequestPage({ request, verbs, holders, children }: RequestPageProps) {
  const { t } = useTranslation('request')
  const { list } = useFormat()
  const { enterprise, state } = request
  const lead = (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {enterprise ? (
        <Link to={`/organizations/${enterprise.id}`} className="prose-link">
          {enterprise.name}
        </Link>
      ) : (
        t('anonymous_name')
      )}
      <State noun="request" state={state} />
    </span>
  )
  const actions = verbs.includes('submit') && (
    <>
      <LinkButton to="edit">{t('edit')}</LinkButton>
      <ActionForm inline intent="submit" submitLabel={t('submit')} />
    </>
  )
  return (
    <Page title={request.title} lead={lead} actions={actions}>
      {usualWay.includes(state) && <Course noun="request" states={usualWay} current={state} />}
      <RequestFacts request={request} />
      {children}
      {verbs.includes('withdraw') && (
        <Confirm
          label={t('withdraw_asks')}
          form={
            <ActionForm
              intent="withdraw"
              submitLabel={t('withdraw')}
              submitVariant="danger"
              className="w-full"
            >
              <TextField name="reason" label={t('reason')} maxLength={500} />
            </ActionForm>
          }
        >
          <p>{t('withdraw_lost')}</p>
          {holders.length > 0 && (
            <p>{t('withdraw_ends', { count: holders.length, institutions: list(holders) })}</p>
          )}
          {holders.length > 0 && <p>{t('withdraw_consents')}</p>}
        </Confirm>
      )}
    </Page>
  )
}
