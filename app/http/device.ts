import type { RequestContext } from '#app/context.ts'
import type { Contact, Device } from '#app/domain/account/account.ts'
import { findKnownTo } from '#app/domain/account/write.server.ts'
import { readDevice } from './cookie.ts'
import { networksOf } from './network.ts'

/** Returns the device behind a request: for the list of sign-ins, and for what is counted by it. */
export const deviceOf = ({
  client,
  request,
  env,
}: Pick<RequestContext, 'client' | 'env'> & { request: Request }): Device => {
  const { network, wider } = networksOf(client.address)
  return {
    agent: client.agent,
    address: client.address || null,
    network,
    site: wider,
    token: readDevice(request.headers.get('Cookie'), env),
  }
}

/** Returns whether a request comes from a device on which whoever has an address has signed in before. */
export const isOwnDevice = async (
  ask: Pick<RequestContext, 'client' | 'env' | 'db' | 'vault'> & { request: Request },
  { value }: Contact,
): Promise<boolean> =>
  (await findKnownTo(ask.db, ask.vault.blindIndex(value), deviceOf(ask), ask.db.now())) === 'device'
