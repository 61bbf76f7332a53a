import { randomBytes } from 'node:crypto'
import { generateSync } from 'otplib'
import { findTotpSetUp } from '#app/domain/mfa/read.server.ts'
import { beginTotp, confirmTotp, renewRecoveryCodes } from '#app/domain/mfa/write.server.ts'
import type { Person } from '../../support/people.ts'
import type { Cast, Market } from './cast.ts'

/** What guards accounts, of several people beside each other: an app, recovery codes, a passkey; one app is only begun. */
export async function makeGuards(market: Market, cast: Cast): Promise<void> {
  const { db, vault } = market
  await beginTotp(db, vault, cast.provider.owner.actor)
  for (const person of [cast.firm.owner, cast.otherFirm.owner, cast.bureau.admin]) {
    await addApp(market, person)
    await renewRecoveryCodes(db, vault, person.actor)
    await addPasskey(market, person)
  }
}

async function addApp({ db, vault }: Market, { actor, personId }: Person): Promise<void> {
  await beginTotp(db, vault, actor)
  const secret = (await findTotpSetUp(db, vault, personId, db.now()))!
  const epoch = Math.floor(db.now().getTime() / 1000)
  await confirmTotp(db, vault, actor, generateSync({ secret, epoch }))
}

/** As a browser's would be kept; nobody signs in with it. */
async function addPasskey({ db }: Market, { personId }: Person): Promise<void> {
  const key = { credential_id: randomBytes(16).toString('base64url'), public_key: randomBytes(77) }
  const device = { name: '办公室电脑', backed_up: false, counter: 0 }
  await db
    .insertInto('passkey')
    .values({ person_id: personId, ...key, ...device, created_at: db.now() })
    .execute()
}
