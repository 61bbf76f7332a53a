import { redirect } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { listAgreements } from '#app/domain/privacy/agreed.server.ts'
import { listObstacles } from '#app/domain/privacy/read.server.ts'
import { deleteAccount } from '#app/domain/privacy/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { signedOutHeaders } from '#app/http/cookie.ts'
import { act, intent, load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Checkbox } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Instant } from '#app/ui/components/formatted-values.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'

export const handle = { access: 'person', title: 'privacy:own.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const [agreements, obstacles] = await Promise.all([
    listAgreements(db, actor.personId),
    listObstacles(db, actor.personId),
  ])
  return { agreements, obstacles }
})

export const action = act(handle.access, 'form', {
  delete: intent(z.object({ sure: z.literal('on') }), async ({ actor, db, url, env }) => {
    await deleteAccount(db, actor)
    return redirect('/', { headers: signedOutHeaders(url, env) })
  }),
})

export default function OwnData() {
  const { t } = useTranslation('privacy')
  const { agreements, obstacles } = useLoaderData<typeof loader>()
  return (
    <Page title={t('own.title')} lead={t('own.lead')}>
      <Section
        title={t('own.copy')}
        actions={
          <LinkButton to="/account/data.json" reloadDocument>
            {t('own.copy')}
          </LinkButton>
        }
      >
        <p className="text-muted">{t('own.copy_lead')}</p>
      </Section>
      <Section title={t('own.agreed')}>
        {agreements.length === 0 && <p className="text-muted">{t('own.agreed_none')}</p>}
        <ul>
          {agreements.map(({ version, at }) => (
            <li key={version}>
              <Link to="/privacy" className="prose-link">
                {t('version', { version })}
              </Link>{' '}
              · <Instant at={at} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('own.delete')}>
        <p className="mb-3 max-w-reading text-muted">{t('own.delete_lead')}</p>
        {obstacles.length > 0 ? (
          <>
            <ul className="mb-3 list-disc pl-5">
              {obstacles.map(({ organizationId, organization, why }) => (
                <li key={organizationId}>{t(`own.obstacle_${why}`, { organization })}</li>
              ))}
            </ul>
            <LinkButton to="/members">{t('own.members')}</LinkButton>
          </>
        ) : (
          <ActionForm intent="delete" submitLabel={t('own.delete')} submitVariant="danger">
            <Checkbox name="sure" label={t('own.delete_box')} required />
          </ActionForm>
        )}
      </Section>
    </Page>
  )
}
