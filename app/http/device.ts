import type { RequestContext } from '#app/context.ts'
import type { Device } from '#app/domain/account/account.ts'
import { readDevice } from './cookie.ts'
import { networksOf } from './network.ts'

/** Returns the device behind a request: for the list of sign-ins, and for what is counted by it. */
export const deviceOf = ({
  client,
  request,
  env,
}: Pick<RequestContext, 'client' | 'env'> & { request: Request }): Device => ({
  agent: client.agent,
  address: client.address || null,
  network: networksOf(client.address).network,
  token: readDevice(request.headers.get('Cookie'), env),
})
