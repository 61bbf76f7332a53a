import type { RequestContext } from '#app/context.ts'
import type { Device } from '#app/domain/account/account.ts'

/** The device behind a request, for the list of sign-ins. */
export const deviceOf = ({ client }: Pick<RequestContext, 'client'>): Device => ({
  agent: client.agent,
  address: client.address || null,
})
