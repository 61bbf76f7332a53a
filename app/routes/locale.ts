import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { chooseLanguage } from '#app/domain/account/write.server.ts'
import { locales } from '#app/domain/locale.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { localeCookie } from '#app/http/locale.ts'
import { act, intent, load } from '#app/http/route.ts'
import { safeRedirect } from '#app/http/safe-redirect.ts'

export const handle = { access: 'everyone' } satisfies RouteHandle

export const loader = load(handle.access, async () => {
  throw redirect('/')
})

/** The choice stays with the browser and, for who is signed in, with the person. */
export const action = act(handle.access, 'form', {
  choose: intent(
    z.object({ locale: z.enum(locales), next: z.string().optional() }),
    async ({ value, actor, db }) => {
      if (actor) await chooseLanguage(db, actor, value.locale)
      return redirect(safeRedirect(value.next), {
        headers: { 'Set-Cookie': localeCookie(value.locale) },
      })
    },
  ),
})
