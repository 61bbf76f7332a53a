import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { scopes } from '#app/domain/token/token.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { buildApiDocs, problemRows } from '#app/http/api/api-docs-view.ts'
import { originOf } from '#app/http/origin.ts'
import { load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Explained, Operations, Problems, Scopes, Webhooks } from '#app/ui/help/api-page.tsx'

export const handle = { access: 'everyone', title: 'api:help.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ env }) => ({
  nouns: buildApiDocs(originOf(env)),
  problems: problemRows,
  scopes,
}))

/** The interface for programs, from the same list that serves it. */
export default function ApiHelp() {
  const { t } = useTranslation('api')
  const { nouns, problems, scopes } = useLoaderData<typeof loader>()
  return (
    <Page
      title={t('help.title')}
      lead={t('help.lead')}
      actions={
        <>
          <LinkButton to="/api/v1/openapi.json" size="s" reloadDocument>
            {t('help.document')}
          </LinkButton>
          <LinkButton to="/account/tokens" size="s">
            {t('help.make_token')}
          </LinkButton>
        </>
      }
    >
      <Explained />
      <Webhooks />
      <Scopes scopes={scopes} />
      <Problems problems={problems} />
      <Operations nouns={nouns} />
    </Page>
  )
}
