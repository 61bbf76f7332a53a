import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { mayGrant } from '#app/domain/consent/policy.ts'
import { getConsent } from '#app/domain/consent/read.server.ts'
import { revokeConsent } from '#app/domain/consent/write.server.ts'
import { readConsented } from '#app/domain/dossier/read.server.ts'
import { topic } from '#app/domain/events.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Confirm } from '#app/ui/components/confirm.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { ConsentFacts, FieldNames } from '#app/ui/consent/consent-facts.tsx'
import { DossierView } from '#app/ui/dossier/dossier-view.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { PrivateDetail } from '#app/ui/request/private-detail.tsx'

export const handle = { access: 'verified' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const consent = await getConsent(db, actor, idParam(params))
  const reads = consent.institution.id === actor.organization.id
  return {
    consent,
    reads,
    revokes: !reads && mayGrant(actor) && consent.state === 'granted',
    opened: reads ? await readConsented(db, actor, consent.id, db.now()) : null,
  }
})

export const action = act(handle.access, 'form', {
  revoke: intent(z.object({}), async ({ actor, db, params }) => {
    await revokeConsent(db, actor, idParam(params))
    return { done: 'revoked' }
  }),
})

/** One consent: the enterprise takes it back here, the institution reads here what it names. */
export default function ConsentRoute() {
  const { t } = useTranslation('consent')
  const { consent, reads, revokes, opened } = useLoaderData<typeof loader>()
  useTopic(topic.consent(consent.id))
  const other = reads ? consent.enterprise : consent.institution
  const extend = new URLSearchParams({
    institution: other.id,
    ...(consent.request ? { request: consent.request.id } : {}),
    source: consent.source,
    purpose: consent.purpose,
  })
  return (
    <Page title={other.name} lead={t('title')}>
      <ConsentFacts consent={consent} />
      {reads && consent.state !== 'granted' && <Banner tone="warning">{t('closed')}</Banner>}
      {reads && consent.state === 'granted' && !opened && (
        <Banner tone="info">{t('waiting')}</Banner>
      )}
      {opened && (
        <Section title={t('opened')}>
          <p className="mb-4 text-muted">{t('opened_hint')}</p>
          {opened.source === 'dossier' ? (
            <DossierView dossier={opened.dossier} />
          ) : (
            <PrivateDetail detail={opened.detail} own={false} />
          )}
        </Section>
      )}
      {revokes && (
        <div className="flex flex-wrap items-start gap-3">
          <LinkButton to={`/consents/new?${extend}`}>{t('extend')}</LinkButton>
          <Confirm
            label={t('revoke_asks')}
            variant="danger"
            form={
              <ActionForm intent="revoke" submitLabel={t('revoke')} submitVariant="danger" inline />
            }
          >
            <p className="font-medium">{t('revoke_what', { institution: other.name })}</p>
            <FieldNames fields={consent.fields} />
            <p>{t('revoke_hint')}</p>
          </Confirm>
        </div>
      )}
    </Page>
  )
}
