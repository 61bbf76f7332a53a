import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { auditFilterSchema } from '#app/domain/audit/audit.ts'
import { findChecked } from '#app/domain/audit/check.server.ts'
import { listAudit, listAuditWords } from '#app/domain/audit/read.server.ts'
import { findHead, readBacklog } from '#app/domain/audit/seal.server.ts'
import { askForCheck } from '#app/domain/audit/write.server.ts'
import { topic } from '#app/domain/events.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { AuditFilters } from '#app/ui/audit/filters.tsx'
import { Seal } from '#app/ui/audit/seal.tsx'
import { AuditTable } from '#app/ui/audit/table.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Pager } from '#app/ui/components/pager.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = { access: 'auditor', title: 'audit:title' } satisfies RouteHandle

const perPage = 50

export const loader = load(handle.access, async ({ actor, db, vault, url }) => {
  const asked = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''))
  const filter = auditFilterSchema.parse(asked)
  const before = z.uuid().safeParse(asked.before).data
  const [rows, words, head, backlog, checked] = await Promise.all([
    listAudit(db, vault, actor, { filter, before, limit: perPage + 1 }),
    listAuditWords(db),
    findHead(db),
    readBacklog(db),
    findChecked(db),
  ])
  const shown = rows.slice(0, perPage)
  return {
    filter,
    words,
    rows: shown,
    older: rows.length > perPage ? shown.at(-1)!.id : null,
    seal: { head, waiting: backlog.rows, checked },
  }
})

export const action = act(handle.access, 'form', {
  check: intent(z.object({}), async ({ actor, db }) => {
    await askForCheck(db, actor)
    return { done: 'audit_check' }
  }),
})

export default function Audit() {
  const { t } = useTranslation('audit')
  const { filter, words, rows, older, seal } = useLoaderData<typeof loader>()
  useTopic(topic.audit)
  const search = new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  const download = (
    <LinkButton to={`/bureau/audit.csv?${search}`} reloadDocument>
      {t('export')}
    </LinkButton>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={download} wide>
      <Seal {...seal} />
      <AuditFilters filter={filter} words={words} />
      {rows.length === 0 ? (
        <Empty title={t('empty')} hint={t('empty_hint')} />
      ) : (
        <AuditTable rows={rows} />
      )}
      <Pager next={older && `?${new URLSearchParams([...search, ['before', older]])}`} />
    </Page>
  )
}
