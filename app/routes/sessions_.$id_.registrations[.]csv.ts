import { refuse } from '#app/domain/refusal.ts'
import { mayHost } from '#app/domain/session/policy.ts'
import { getSession, listQuestions, listRegistrations } from '#app/domain/session/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { csvResponse } from '#app/http/csv.ts'
import { load } from '#app/http/route.ts'
import { createFormat } from '#app/i18n/format.ts'
import { i18nOf } from '#app/i18n/index.ts'

export const handle = { access: 'host' } satisfies RouteHandle

const columns = ['organization', 'person', 'part', 'state', 'note', 'at', 'code'] as const

/** The host's list with all answers, for a spreadsheet. */
export const loader = load(
  handle.access,
  async ({ actor, db, params, locale }): Promise<Response> => {
    const session = await getSession(db, actor, params.id ?? '')
    if (!mayHost(actor, session)) throw refuse('forbidden', 'session_host_only')
    const [questions, rows] = await Promise.all([
      listQuestions(db, session.id),
      listRegistrations(db, session.id),
    ])
    const i18n = i18nOf(locale)
    const format = createFormat(i18n)
    const { t } = i18n
    const head = [
      ...columns.map((column) => t(`hosting:csv_columns.${column}`)),
      ...questions.map(({ label }) => label),
    ]
    const lines = rows.map((row) => [
      row.organization,
      format.person(row.person ?? ''),
      t(`room:people.part.${row.part}`),
      t(`state:registration.${row.state}`),
      row.note ?? '',
      format.instant(row.at),
      row.code,
      ...questions.map(({ id, kind }) => {
        const answer = row.answers[id] ?? ''
        return kind === 'tick' && answer ? t('hosting:yes') : answer
      }),
    ])
    return csvResponse('registrations.csv', [head, ...lines])
  },
)
