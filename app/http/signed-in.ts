import { redirect } from '@remix-run/node'
import type { RequestContext } from '#app/context.ts'
import type { Halfway, SignedIn } from '#app/domain/account/write.server.ts'
import { signInCookie, stepCookie } from './cookie.ts'

/** Where a first step leads: in, or on to the second step. @param next a path of our own */
export function afterFirstStep(
  result: SignedIn | Halfway,
  { url, env, next }: { url: URL; env: RequestContext['env']; next: string },
): Response {
  const [to, cookie] =
    'halfway' in result
      ? [`/sign-in/code?next=${encodeURIComponent(next)}`, stepCookie(url, env, result.halfway)]
      : [next, signInCookie(url, env, result.token)]
  return redirect(to, { headers: { 'Set-Cookie': cookie } })
}
