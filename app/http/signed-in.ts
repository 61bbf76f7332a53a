import { redirect } from '@remix-run/node'
import type { RequestContext } from '#app/context.ts'
import type { PendingSignIn, SignedIn } from '#app/domain/account/write.server.ts'
import { deviceCookie, mfaChallengeCookie, signInCookie } from './cookie.ts'

interface Where {
  url: URL
  env: RequestContext['env']
  /** A path of our own. */
  next: string
}

/** Leads in, with the cookies of the sign-in and of the device. */
export function afterSignIn({ token, deviceToken }: SignedIn, { url, env, next }: Where): Response {
  const headers = new Headers()
  headers.append('Set-Cookie', signInCookie(url, env, token))
  headers.append('Set-Cookie', deviceCookie(url, env, deviceToken))
  return redirect(next, { headers })
}

/** Where a first step leads: in, or on to the second step. */
export function afterFirstStep(result: SignedIn | PendingSignIn, where: Where): Response {
  if (!('halfway' in result)) return afterSignIn(result, where)
  const { url, env, next } = where
  return redirect(`/sign-in/code?next=${encodeURIComponent(next)}`, {
    headers: { 'Set-Cookie': mfaChallengeCookie(url, env, result.halfway) },
  })
}
