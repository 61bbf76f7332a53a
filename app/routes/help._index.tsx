import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { machines } from '#app/domain/state-machines.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Card, Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'everyone', title: 'help:title' } satisfies RouteHandle

export const loader = load(handle.access, async () => ({
  nouns: machines.map(({ noun }) => noun),
}))

export default function Help() {
  const { t } = useTranslation(['help', 'api'])
  const { nouns } = useLoaderData<typeof loader>()
  return (
    <Page title={t('title')} lead={t('lead')}>
      <p>
        <Link to="/help/api" className="prose-link">
          {t('api:help.title')}
        </Link>
      </p>
      <ul className="grid gap-3 sm:grid-cols-2">
        {nouns.map((noun) => (
          <Card as="li" key={noun}>
            <Link to={`/help/${noun}`} className="prose-link font-medium">
              {t(`noun.${noun}`)}
            </Link>
            <p className="mt-1 text-sm text-muted">{t(`about.${noun}`)}</p>
          </Card>
        ))}
      </ul>
    </Page>
  )
}
