import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { localeOfFile, messagesFile } from '#app/i18n/messages-file.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

/** The words of a language, for the page's scripts. Who still has yesterday's page gets today's words, unkept. */
export const loader = load(handle.access, async ({ params }): Promise<Response> => {
  const asked = params.file ?? ''
  const locale = localeOfFile(asked)
  if (!locale) throw refuse('missing', 'missing')
  const { name, text } = messagesFile(locale)
  return new Response(text, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': asked === name ? 'public, max-age=31536000, immutable' : 'no-store',
    },
  })
})
