import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { topic } from '#app/domain/events.ts'
import { forgetDismissals, readDismissed } from '#app/domain/matching/dismissals.server.ts'
import { proposeForOrganization } from '#app/domain/matching/organization.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { dismissalIntent } from '#app/http/dismissal.ts'
import { act, intent, load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { Proposals } from '#app/ui/matching/proposals.tsx'

export const handle = {
  access: 'verified',
  title: (_, t) => t('matching:title'),
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, search }) => {
  const { id } = actor.organization
  const [proposals, dismissed] = await Promise.all([
    proposeForOrganization(db, search, actor, db.now()),
    readDismissed(db, id, id),
  ])
  return { proposals, dismissed: dismissed.size > 0, organizationId: id, topic: topic.desk(id) }
})

export const action = act(handle.access, 'form', {
  dismiss: dismissalIntent('organization'),
  forget: intent(z.object({}), async ({ actor, db }) => {
    await forgetDismissals(db, actor, actor.organization.id)
    return { done: 'saved' }
  }),
})

const sections = ['requests', 'demands', 'supplies', 'products'] as const

/** What in the market suits one's organisation. */
export default function Matches() {
  const { t } = useTranslation('matching')
  const { proposals, dismissed, organizationId, topic: changes } = useLoaderData<typeof loader>()
  useTopic(changes)
  const filled = sections.filter((name) => proposals[name].length > 0)
  const describe = (
    <LinkButton to={`/organizations/${organizationId}/describe`}>{t('describe')}</LinkButton>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={describe}>
      {filled.length === 0 && <Empty title={t('empty')} hint={t('empty_hint')} action={describe} />}
      {filled.map((name) => (
        <Section key={name} title={t(`section.${name}`)}>
          <Proposals proposals={proposals[name]} />
        </Section>
      ))}
      {dismissed && (
        <ActionForm
          inline
          intent="forget"
          submitLabel={t('forget')}
          submitVariant="quiet"
          submitSize="s"
        />
      )}
    </Page>
  )
}
