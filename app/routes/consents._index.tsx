import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { mayGrant } from '#app/domain/consent/policy.ts'
import { listConsents } from '#app/domain/consent/read.server.ts'
import { topic } from '#app/domain/events.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { ConsentTable } from '#app/ui/consent/consent-table.tsx'
import { ConsentFrame } from '#app/ui/consent/frame.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = { access: 'verified' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  consents: await listConsents(db, actor),
  grants: mayGrant(actor),
  side:
    actor.organization.kind === 'institution' ? ('institution' as const) : ('enterprise' as const),
  topic: topic.consents(actor.organization.id),
}))

export default function Consents() {
  const { t } = useTranslation('consent')
  const { consents, grants, side, topic: changes } = useLoaderData<typeof loader>()
  useTopic(changes)
  const empty = side === 'institution' ? 'granted_empty' : 'grants_empty'
  const list =
    consents.length === 0 ? (
      <Empty title={t(empty)} hint={t(`${empty}_hint`)} />
    ) : (
      <ConsentTable consents={consents} side={side} />
    )
  if (side === 'institution') {
    return (
      <Page title={t('title')} lead={t('lead_institution')} wide>
        {list}
      </Page>
    )
  }
  const grant = grants && (
    <LinkButton to="/consents/new" variant="primary">
      {t('grant')}
    </LinkButton>
  )
  return (
    <ConsentFrame view="grants" lead={t('lead_enterprise')} actions={grant}>
      {list}
    </ConsentFrame>
  )
}
