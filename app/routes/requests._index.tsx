import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { isInstitution } from '#app/domain/actor.ts'
import { mayMakeRequests } from '#app/domain/request/policy.ts'
import { listOpenRequests, listRequests } from '#app/domain/request/read.server.ts'
import { defaultCap } from '#app/domain/request/request.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Tabs } from '#app/ui/components/tabs.tsx'
import { RequestList } from '#app/ui/request/request-list.tsx'

export const handle = {
  access: 'verified',
  title: (data, t) => t(data.claims ? 'request:open_title' : 'request:own_title'),
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const claims = isInstitution(actor)
  const untaken = url.searchParams.get('untaken') === '1'
  return {
    claims,
    untaken,
    makes: mayMakeRequests(actor),
    requests: claims
      ? await listOpenRequests(db, actor, { untaken })
      : await listRequests(db, actor),
  }
})

export default function Requests() {
  const { claims } = useLoaderData<typeof loader>()
  return claims ? <OpenRequests /> : <OwnRequests />
}

function OpenRequests() {
  const { t } = useTranslation('request')
  const { requests, untaken } = useLoaderData<typeof loader>()
  return (
    <Page title={t('open_title')} lead={t('open_lead')}>
      <Tabs
        items={[
          { to: '/requests', label: t('filter_all'), current: !untaken },
          { to: '/requests?untaken=1', label: t('filter_untaken'), current: untaken },
        ]}
      />
      {requests.length === 0 ? (
        <Empty title={t('empty_open')} hint={t('empty_open_hint')} />
      ) : (
        <RequestList requests={requests} />
      )}
    </Page>
  )
}

function OwnRequests() {
  const { t } = useTranslation('request')
  const { requests, makes } = useLoaderData<typeof loader>()
  const create = makes && (
    <LinkButton to="/requests/new" variant="primary">
      {t('new')}
    </LinkButton>
  )
  return (
    <Page title={t('own_title')} lead={t('own_lead', { cap: defaultCap })} actions={create}>
      {requests.length === 0 ? (
        <Empty title={t('empty_own')} hint={t('empty_own_hint')} action={create} />
      ) : (
        <RequestList requests={requests} own />
      )}
    </Page>
  )
}
