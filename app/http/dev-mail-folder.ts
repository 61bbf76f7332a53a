import { relative } from 'node:path'
import type { RequestContext } from '#app/context.ts'

/** The folder where codes land while mail or SMS isn't connected, as who started the market knows it; null when both are. */
export function devMailFolder({ messenger }: Pick<RequestContext, 'messenger'>): string | null {
  const { outbox } = messenger
  if (messenger.reach('email') === 'sent' && messenger.reach('mobile') === 'sent') return null
  const near = relative(process.cwd(), outbox)
  return near.startsWith('..') ? outbox : near
}
