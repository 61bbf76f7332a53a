import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { hasAgreed } from '#app/domain/privacy/agreed.server.ts'
import { noticeSections, privacyVersion } from '#app/domain/privacy/notice.ts'
import { bases, purposes, register } from '#app/domain/privacy/register.ts'
import { agreeToNotice } from '#app/domain/privacy/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Page, Section } from '#app/ui/components/page.tsx'
import { Register } from '#app/ui/privacy/register.tsx'

export const handle = { access: 'everyone', title: 'privacy:title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  version: privacyVersion,
  sections: noticeSections,
  asks: actor !== null && !(await hasAgreed(db, actor.personId)),
  register: purposes.map((purpose) => ({
    purpose,
    basis: bases[purpose],
    entries: register
      .filter((entry) => entry.purpose === purpose)
      .map(({ table, keep, atDeletion }) => ({
        table,
        keep: typeof keep === 'object' ? keep.days : keep,
        atDeletion: typeof atDeletion === 'object' ? ('blank' as const) : atDeletion,
      })),
  })),
}))

export const action = act('self', 'form', {
  agree: intent(z.object({}), async ({ actor, db, locale }) => {
    await agreeToNotice(db, actor, locale)
    return { done: 'agreed' }
  }),
})

export default function Privacy() {
  const { t } = useTranslation('privacy')
  const { version, sections, asks, register: kept } = useLoaderData<typeof loader>()
  return (
    <Page title={t('title')} lead={t('lead')}>
      {asks && (
        <Card className="flex flex-col gap-3">
          <p>{t('agree_lead')}</p>
          <ActionForm intent="agree" submitLabel={t('agree')} />
        </Card>
      )}
      <p className="text-sm text-muted">{t('version', { version })}</p>
      {sections.map((section) => (
        <Section key={section} title={t(`section.${section}.title`)}>
          <p className="max-w-reading">{t(`section.${section}.text`)}</p>
        </Section>
      ))}
      <Register groups={kept} />
    </Page>
  )
}
