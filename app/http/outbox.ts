import { join } from 'node:path'
import type { RequestContext } from '#app/context.ts'

/** The folder where codes land while mail or SMS isn't connected; null when both are. */
export const outboxFolder = ({
  messenger,
  env,
}: Pick<RequestContext, 'messenger' | 'env'>): string | null =>
  messenger.reach('email') === 'filed' || messenger.reach('mobile') === 'filed'
    ? join(env.DATA_DIR, 'outbox')
    : null
