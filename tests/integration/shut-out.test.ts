import { generateSync } from 'otplib'
import { describe, expect, test } from 'vitest'
import {
  type Contact,
  type Device,
  failuresUntilLock,
  MAX_CODE_TRIES,
} from '#app/domain/account/account.ts'
import { findActor } from '#app/domain/account/read.server.ts'
import { countTryAt } from '#app/domain/account/write/login-throttle.server.ts'
import {
  changePassword,
  type PendingSignIn,
  requestVerificationCode,
  resetPassword,
  resetPasswordByLink,
  revokeSignIn,
  type SignedIn,
  signIn,
  signUp,
} from '#app/domain/account/write.server.ts'
import { findTotpSetUp } from '#app/domain/mfa/read.server.ts'
import {
  beginTotp,
  confirmIdentity,
  confirmTotp,
  finishSignIn,
} from '#app/domain/mfa/write.server.ts'
import { hashToken } from '#app/domain/vault.server.ts'
import { lettersTo } from '../support/letters.ts'
import { makePerson, type Person, testPassword } from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const { vault } = world
const newPassword = 'willow-by-the-lake-7'

const at = (network: string, token: string | null = null): Device => ({
  agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140',
  address: network,
  token,
})
const home = at('192.0.2.1')
const elsewhere = at('192.0.2.2')
/** Networks of somebody who has many. */
const strangers = (count: number) =>
  Array.from({ length: count }, (_, index) => at(`198.51.100.${index + 1}`))

const attempt = (contact: Contact, password: string, device: Device, link?: string) =>
  signIn(world.db, vault, { contact, password, ...(link ? { link } : {}) }, device)
const guess = (contact: Contact, device: Device) =>
  refusalOf(attempt(contact, 'not-the-password', device))

const tokenIn = (path: string | undefined) => /link=([\w-]{43})/.exec(path ?? '')?.[1] ?? ''
async function linkTo({ contact }: Person, template: string): Promise<string> {
  const letters = await lettersTo(world, contact)
  return tokenIn(letters.find((letter) => letter.template === template)?.path)
}

/** Moves the clock on, for the length of one test. */
function pass(ms: number): void {
  world.stopClock(new Date(world.db.now().getTime() + ms))
}

describe('Strangers who type wrong passwords', () => {
  test('never keep the owner out of a device that she signed in on before, whatever its network', async () => {
    const person = await makePerson(world)
    const first = (await attempt(person.contact, testPassword, home)) as SignedIn
    for (const stranger of [home, ...strangers(8)]) {
      for (let tries = 0; tries < 6; tries++) await guess(person.contact, stranger)
    }
    const moved = at('203.0.113.9', first.deviceToken)
    await expect(attempt(person.contact, testPassword, moved)).resolves.toHaveProperty('token')
  })

  test('never keep her out of a network that she signed in from before', async () => {
    const person = await makePerson(world)
    await attempt(person.contact, testPassword, home)
    for (const stranger of strangers(8)) {
      for (let tries = 0; tries < 6; tries++) await guess(person.contact, stranger)
    }
    await expect(attempt(person.contact, testPassword, home)).resolves.toHaveProperty('token')
  })

  test('bring her one letter, whose link lets her sign in at once from anywhere, with the password and once', async () => {
    const person = await makePerson(world)
    for (let tries = 0; tries < 5; tries++) await guess(person.contact, elsewhere)
    for (const stranger of strangers(3)) await guess(person.contact, stranger)
    expect(await refusalOf(attempt(person.contact, testPassword, elsewhere))).toMatchObject({
      message: 'sign_in_failed',
    })
    const letters = await lettersTo(world, person.contact)
    expect(letters.map(({ template }) => template)).toEqual(['sign_in_link'])
    const link = tokenIn(letters[0]?.path)
    expect(link).toHaveLength(43)
    expect(await refusalOf(attempt(person.contact, 'wrong', elsewhere, link))).toMatchObject({
      message: 'sign_in_failed',
    })
    await expect(attempt(person.contact, testPassword, elsewhere, link)).resolves.toHaveProperty(
      'token',
    )
    for (let tries = 0; tries < 5; tries++) await guess(person.contact, elsewhere)
    expect(await refusalOf(attempt(person.contact, testPassword, elsewhere, link))).toMatchObject({
      message: 'sign_in_failed',
    })
  })

  test('in a network of hers lock it for her, and bring her the same letter', async () => {
    const owner = await makePerson(world)
    await attempt(owner.contact, testPassword, home)
    for (let times = 0; times < failuresUntilLock; times++) await guess(owner.contact, home)
    expect(await refusalOf(attempt(owner.contact, testPassword, home))).toMatchObject({
      message: 'sign_in_failed',
    })
    const link = await linkTo(owner, 'sign_in_link')
    expect(await attempt(owner.contact, testPassword, home, link)).toBeDefined()
  })

  test('get no way past the wait by the link to another account', async () => {
    const [person, other] = [await makePerson(world), await makePerson(world)]
    for (let tries = 0; tries < 5; tries++) await guess(other.contact, elsewhere)
    const link = await linkTo(other, 'sign_in_link')
    for (let tries = 0; tries < 5; tries++) await guess(person.contact, elsewhere)
    expect(await refusalOf(attempt(person.contact, testPassword, elsewhere, link))).toMatchObject({
      message: 'sign_in_failed',
    })
  })

  test('from many networks wait longer after each, and get a hundred tries a day at most', async () => {
    const subject = vault.blindIndex('somebody@example.com')
    let looked = 0
    pass(0)
    for (const device of strangers(250)) {
      const { locked } = await countTryAt(world.db, { subject, device, known: null })
      if (!locked) looked++
      pass(5 * 60_000)
    }
    world.stopClock(null)
    expect(looked).toBeLessThanOrEqual(100)
    expect(looked).toBeGreaterThan(20)
    pass(0)
    const atOnce = await Promise.all(
      strangers(30).map((device) =>
        countTryAt(world.db, {
          subject: vault.blindIndex('other@example.com'),
          device,
          known: null,
        }),
      ),
    )
    world.stopClock(null)
    expect(atOnce.filter(({ locked }) => !locked)).toHaveLength(5)
  })

  test('on a device of the owner are counted there, and lock that device alone', async () => {
    const person = await makePerson(world)
    const { deviceToken } = (await attempt(person.contact, testPassword, home)) as SignedIn
    const known = at('192.0.2.1', deviceToken)
    for (let tries = 0; tries < 5; tries++) await guess(person.contact, known)
    expect(await refusalOf(attempt(person.contact, testPassword, known))).toMatchObject({
      message: 'sign_in_failed',
    })
    await expect(attempt(person.contact, testPassword, elsewhere)).resolves.toHaveProperty('token')
  })
})

describe('A device that somebody signed in on', () => {
  test('opens nothing, is known to its person alone, and as a hash alone', async () => {
    const [person, other] = [await makePerson(world), await makePerson(world)]
    const { deviceToken } = (await attempt(person.contact, testPassword, home)) as SignedIn
    expect(await findActor(world.db, hashToken(deviceToken), world.db.now())).toBeNull()
    const rows = await world.db.selectFrom('known_device').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(deviceToken)
    pass(0)
    for (let tries = 0; tries < 5; tries++) await guess(other.contact, elsewhere)
    const borrowed = at('203.0.113.5', deviceToken)
    expect(await refusalOf(attempt(other.contact, testPassword, borrowed))).toMatchObject({
      message: 'sign_in_failed',
    })
    world.stopClock(null)
  })

  test('stays known to each of those who share it', async () => {
    const [person, other] = [await makePerson(world), await makePerson(world)]
    const first = (await attempt(person.contact, testPassword, home)) as SignedIn
    const second = (await attempt(
      other.contact,
      testPassword,
      at('192.0.2.1', first.deviceToken),
    )) as SignedIn
    expect(second.deviceToken).not.toBe(first.deviceToken)
    const devices = await world.db
      .selectFrom('known_device')
      .select('person_id')
      .where('token_hash', '=', hashToken(second.deviceToken))
      .execute()
    expect(devices.map(({ person_id }) => person_id).sort()).toEqual(
      [person.personId, other.personId].sort(),
    )
  })

  test('is forgotten with its sign-in ended from elsewhere and with a new password, and kept on signing out', async () => {
    const person = await makePerson(world)
    const known = async () =>
      (
        await world.db
          .selectFrom('known_device')
          .select('token_hash')
          .where('person_id', '=', person.personId)
          .execute()
      ).length
    await world.db.deleteFrom('known_device').where('person_id', '=', person.personId).execute()
    const lost = (await attempt(person.contact, testPassword, home)) as SignedIn
    const left = (await attempt(person.contact, testPassword, home)) as SignedIn
    await revokeSignIn(world.db, person.actor, lost.signInId)
    expect(await known()).toBe(1)
    const leaving = (await findActor(world.db, hashToken(left.token), world.db.now()))!
    await revokeSignIn(world.db, leaving, left.signInId)
    expect(await known()).toBe(1)
    await changePassword(world.db, person.actor, {
      ...{ current: testPassword, password: newPassword },
    })
    expect(await known()).toBe(0)
  })

  test('is one of twenty at most', async () => {
    const person = await makePerson(world)
    for (let count = 0; count < 22; count++) await attempt(person.contact, testPassword, home)
    const rows = await world.db
      .selectFrom('known_device')
      .select('token_hash')
      .where('person_id', '=', person.personId)
      .execute()
    expect(rows).toHaveLength(20)
  })
})

describe('Strangers who ask for codes', () => {
  const ask = (contact: Contact, purpose: 'sign_up' | 'reset' = 'reset') =>
    requestVerificationCode(world.db, vault, { contact, purpose })

  test('never keep the owner of an address from having one that is valid, for a whole day', async () => {
    const contact: Contact = { kind: 'mobile', value: '13900010001' }
    pass(0)
    let written = 0
    for (let minute = 0; minute < 24 * 60; minute += 2) {
      if (await ask(contact, 'sign_up')) written++
      pass(2 * 60_000)
      expect(await lettersTo(world, contact)).not.toEqual([])
    }
    expect(written).toBeLessThan(60)
    await ask(contact, 'sign_up')
    const letters = await lettersTo(world, contact)
    const code = String(letters[0]?.params.code)
    const input = { contact, code, name: '陈晓', password: testPassword }
    await expect(signUp(world.db, vault, input, home)).resolves.toHaveProperty('token')
    world.stopClock(null)
  })

  test('leave the code valid that the owner was sent before', async () => {
    const contact: Contact = { kind: 'mobile', value: '13900010002' }
    pass(0)
    await ask(contact, 'sign_up')
    const code = String((await lettersTo(world, contact))[0]?.params.code)
    pass(6 * 60_000)
    await ask(contact, 'sign_up')
    const input = { contact, code, name: '陈晓', password: testPassword }
    await expect(signUp(world.db, vault, input, home)).resolves.toHaveProperty('token')
    world.stopClock(null)
  })

  test('and guess them use up their own tries, not those of the owner', async () => {
    const contact: Contact = { kind: 'mobile', value: '13900010003' }
    await ask(contact, 'sign_up')
    const code = String((await lettersTo(world, contact))[0]?.params.code)
    const input = { contact, name: '陈晓', password: testPassword }
    for (let tries = 0; tries < 8; tries++) {
      const wrong = { ...input, code: code === '00000000' ? '00000001' : '00000000' }
      await refusalOf(signUp(world.db, vault, wrong, elsewhere))
    }
    const right = { ...input, code }
    expect(await refusalOf(signUp(world.db, vault, right, elsewhere))).toMatchObject({
      message: 'code_wrong',
    })
    await expect(signUp(world.db, vault, right, home)).resolves.toHaveProperty('token')
  })

  test('and guess from all networks of one site use up that site’s tries, not those of the owner', async () => {
    const contact: Contact = { kind: 'mobile', value: '13900010005' }
    await ask(contact, 'sign_up')
    const code = String((await lettersTo(world, contact))[0]?.params.code)
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const input = { contact, name: '陈晓', password: testPassword }
    for (let network = 0; network < MAX_CODE_TRIES; network++) {
      const device = { ...at(`2001:db8:0:${network.toString(16)}::/64`), site: '2001:db8::/48' }
      await refusalOf(signUp(world.db, vault, { ...input, code: wrong }, device))
    }
    await expect(signUp(world.db, vault, { ...input, code }, home)).resolves.toHaveProperty('token')
  })

  test('and used up the tries of a code keep no later letter from bringing a good one', async () => {
    const contact: Contact = { kind: 'mobile', value: '13900010004' }
    pass(0)
    await ask(contact, 'sign_up')
    await world.db.updateTable('code').set({ tries: MAX_CODE_TRIES }).execute()
    pass(2 * 60_000)
    await ask(contact, 'sign_up')
    const code = String((await lettersTo(world, contact)).at(0)?.params.code)
    const input = { contact, code, name: '陈晓', password: testPassword }
    await expect(signUp(world.db, vault, input, home)).resolves.toHaveProperty('token')
    world.stopClock(null)
  })

  test('share nothing between signing up and resetting', async () => {
    const person = await makePerson(world)
    await ask(person.contact, 'sign_up')
    await ask(person.contact, 'reset')
    expect(await linkTo(person, 'reset_link')).toHaveLength(43)
  })
})

describe('A reset by mail', () => {
  test('is a link that nobody can use up by guessing, opens once, and lifts every wait', async () => {
    const person = await makePerson(world)
    for (let tries = 0; tries < 5; tries++) await guess(person.contact, elsewhere)
    await requestVerificationCode(world.db, vault, { contact: person.contact, purpose: 'reset' })
    const link = await linkTo(person, 'reset_link')
    for (let tries = 0; tries < 6; tries++) {
      const wrong = { contact: person.contact, code: '00000000', password: newPassword }
      await refusalOf(resetPassword(world.db, vault, wrong, elsewhere))
    }
    const reset = () =>
      resetPasswordByLink(world.db, vault, { link, password: newPassword }, elsewhere)
    await expect(reset()).resolves.toHaveProperty('token')
    expect(await refusalOf(reset())).toMatchObject({ message: 'link_gone' })
    await expect(attempt(person.contact, newPassword, elsewhere)).resolves.toHaveProperty('token')
  })

  test('is over after half an hour', async () => {
    const person = await makePerson(world)
    pass(0)
    await requestVerificationCode(world.db, vault, { contact: person.contact, purpose: 'reset' })
    const link = await linkTo(person, 'reset_link')
    pass(31 * 60_000)
    const late = resetPasswordByLink(world.db, vault, { link, password: newPassword }, home)
    expect(await refusalOf(late)).toMatchObject({ message: 'link_gone' })
    world.stopClock(null)
  })
})

describe('Wrong second factors', () => {
  test('of who knows the password elsewhere leave the owner her tries on a device of hers', async () => {
    const person = await makePerson(world)
    const first = (await attempt(person.contact, testPassword, home)) as SignedIn
    await beginTotp(world.db, vault, person.actor)
    const secret = (await findTotpSetUp(world.db, vault, person.personId, world.db.now()))!
    const codeNow = () =>
      generateSync({ secret, epoch: Math.floor(world.db.now().getTime() / 1000) })
    await confirmTotp(world.db, vault, person.actor, codeNow())
    // Setting up ended the other sign-ins, and with them what they were opened on.
    pass(60_000)
    const finish = async (code: string, device: Device) => {
      const { halfway } = (await attempt(person.contact, testPassword, device)) as PendingSignIn
      return finishSignIn(world.db, vault, { halfway, code }, device)
    }
    const known = at('192.0.2.1', first.deviceToken)
    const { deviceToken } = await finish(codeNow(), known)
    pass(60_000)
    const wrong = codeNow() === '123456' ? '654321' : '123456'
    for (let tries = 0; tries < 5; tries++) await refusalOf(finish(wrong, elsewhere))
    expect(await refusalOf(finish(codeNow(), elsewhere))).toMatchObject({
      message: 'factor_locked',
    })
    await expect(finish(codeNow(), at('203.0.113.7', deviceToken))).resolves.toHaveProperty('token')
    world.stopClock(null)
  })

  test('and passwords in one sign-in don’t keep another sign-in from confirming', async () => {
    const person = await makePerson(world)
    const { token } = (await attempt(person.contact, testPassword, home)) as SignedIn
    const stolen = (await findActor(world.db, hashToken(token), world.db.now()))!
    for (let tries = 0; tries < 5; tries++) {
      await refusalOf(
        confirmIdentity(world.db, vault, stolen, { password: 'wrong', code: undefined }),
      )
    }
    const change = { current: testPassword, password: newPassword }
    expect(await refusalOf(changePassword(world.db, stolen, change))).toMatchObject({
      message: 'factor_locked',
    })
    await confirmIdentity(world.db, vault, person.actor, {
      ...{ password: testPassword, code: undefined },
    })
  })
})
