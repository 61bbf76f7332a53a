import type { RequestContext } from '#app/context.ts'
import type { CodePurpose, Contact } from '#app/domain/account/account.ts'
import { requestVerificationCode } from '#app/domain/account/write.server.ts'
import { isOwnDevice } from './device.ts'
import { policyOf } from './limits.ts'

type Asked = Pick<
  RequestContext,
  'db' | 'vault' | 'limits' | 'client' | 'locale' | 'log' | 'env'
> & { request: Request }

/**
 * Sends a code or a link to an address. Letters are counted by the network that asks, and all together: whoever watches the log
 * hears of a flood, while nobody's letter is kept back because of it.
 * @throws {Refusal} `too_many`
 */
export async function sendCode(
  asked: Asked,
  { contact, purpose }: { contact: Contact; purpose: CodePurpose },
): Promise<void> {
  const { db, vault, limits, client, locale, log } = asked
  await limits.requireOpen('code', client.address, () => isOwnDevice(asked, contact))
  const written = await requestVerificationCode(db, vault, { contact, purpose, locale })
  if (!written) return
  await limits.countByNetwork('code', client.address)
  if (await limits.isFirstBeyond('letters', 'all')) {
    const { points, seconds } = policyOf('letters')
    log.warn({ letters: points, seconds }, 'Very many codes and links were sent to addresses.')
  }
}
