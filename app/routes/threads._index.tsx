import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { isBureau } from '#app/domain/actor.ts'
import { listThreads } from '#app/domain/thread/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { Empty } from '#app/ui/components/empty.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { ThreadTable } from '#app/ui/thread/thread-table.tsx'
import { useRowKeys } from '#app/ui/thread/use-row-keys.ts'

export const handle = { access: 'verified', title: 'thread:list_title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const { kind } = actor.organization
  return {
    threads: await listThreads(db, actor),
    side: isBureau(actor, 'officer')
      ? null
      : kind === 'institution'
        ? ('institution' as const)
        : ('enterprise' as const),
  }
})

export default function Threads() {
  const { t } = useTranslation('thread')
  const { threads, side } = useLoaderData<typeof loader>()
  useRowKeys()
  const hint = side === 'institution' ? t('empty_hint_institution') : t('empty_hint_enterprise')
  return (
    <Page title={t('list_title')} lead={t('list_lead')} wide>
      {threads.length === 0 ? (
        <Empty title={t('empty')} hint={hint} />
      ) : (
        <>
          <ThreadTable threads={threads} side={side} />
          <p className="text-sm text-muted max-lg:hidden">{t('keys')}</p>
        </>
      )}
    </Page>
  )
}
