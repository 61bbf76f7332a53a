import { describe, expect, it } from 'vitest'
import { type Contact, failuresUntilLock, lockMinutes } from '#app/domain/account/account.ts'
import { findActor, getProfile, listSignIns } from '#app/domain/account/read.server.ts'
import { registerAttempt } from '#app/domain/account/write/login-throttle.server.ts'
import {
  changePassword,
  requestVerificationCode,
  resetPassword,
  resetPasswordByLink,
  revokeOtherSignIns,
  revokeSignIn,
  type SignedIn,
  signIn,
  signOut,
  signUp,
} from '#app/domain/account/write.server.ts'
import type { Message } from '#app/domain/message/message.ts'
import { enforceRetention } from '#app/domain/privacy/retention.server.ts'
import { deleteAccount } from '#app/domain/privacy/write.server.ts'
import { hashToken } from '#app/domain/vault.server.ts'
import { sql } from '#db'
import { lettersTo } from '../support/letters.ts'
import { makePerson, testPassword } from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const test = testWorld()
const { vault } = test
const device = { agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140', address: '10.0.0.1' }

let count = 0
const freshContact = (): Contact => ({ kind: 'email', value: `visitor${++count}@example.com` })

/** The newest letter to somebody, out of the queue. */
const letterTo = async (contact: Contact): Promise<Message | undefined> =>
  (await lettersTo(test, contact))[0]

async function codeFor(contact: Contact): Promise<string> {
  return String((await letterTo(contact))?.params.code)
}

const linkFor = async (contact: Contact): Promise<string> =>
  String((await letterTo(contact))?.path).split('link=')[1]!

async function register(contact = freshContact()) {
  await requestVerificationCode(test.db, vault, { contact, purpose: 'sign_up' })
  const code = await codeFor(contact)
  const input = { contact, code, name: '陈晓', password: testPassword }
  return { contact, ...(await signUp(test.db, vault, input, device)) }
}

describe('Signing up', () => {
  it('makes a person of who proves an address with the code that was sent there, and signs in', async () => {
    const { token, contact } = await register()
    const actor = await findActor(test.db, hashToken(token), test.db.now())
    expect(actor).toMatchObject({ memberOf: [], organization: null })
    const profile = await getProfile(test.db, vault, actor!.personId)
    expect(profile.name).toBe('陈晓')
    expect(profile.contacts[0]?.masked).not.toContain(contact.value)
  })

  it('keeps neither address, code, token nor password as plain text', async () => {
    const { contact, token } = await register()
    const code = await codeFor(contact)
    for (const table of ['person_contact', 'code', 'sign_in', 'person_password', 'audit']) {
      const { rows } = await sql<{ row: string }>`
        select t::text as row from ${sql.table(table)} t`.execute(test.db)
      const all = rows.map(({ row }) => row).join('\n')
      // Six digits may well stand among those of a hash.
      expect(all).not.toMatch(new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`))
      for (const secret of [contact.value, token, testPassword]) {
        expect(all).not.toContain(secret)
        expect(all).not.toContain(Buffer.from(secret).toString('hex'))
      }
    }
    const { rows } = await sql<{ payload: unknown }>`
      select payload from graphile_worker._private_jobs`.execute(test.db)
    expect(JSON.stringify(rows)).not.toContain(contact.value)
  })

  it('answers alike whether the address has an account or not, and tells the holder only', async () => {
    const { contact: known } = await register()
    const unknown = freshContact()
    test.stopClock(new Date(test.db.now().getTime() + 120_000))
    const answers = [
      await requestVerificationCode(test.db, vault, { contact: known, purpose: 'sign_up' }),
      await requestVerificationCode(test.db, vault, { contact: unknown, purpose: 'sign_up' }),
    ]
    test.stopClock(null)
    expect(answers[0]).toEqual(answers[1])
    expect((await letterTo(known))?.template).toBe('already_registered')
    expect((await letterTo(unknown))?.template).toBe('sign_up_code')
  })

  it('never lets the code of a letter that was not sent be used to take an address over', async () => {
    const { contact } = await register()
    test.stopClock(new Date(test.db.now().getTime() + 120_000))
    await requestVerificationCode(test.db, vault, { contact, purpose: 'sign_up' })
    const code = await codeFor(contact)
    const refused = await refusalOf(
      signUp(test.db, vault, { contact, code, name: '他人', password: testPassword }, device),
    )
    test.stopClock(null)
    expect(refused).toMatchObject({ refusal: 'conflict', message: 'contact_taken' })
  })

  it('refuses a code after five wrong tries on one network, even the right one', async () => {
    const contact = freshContact()
    await requestVerificationCode(test.db, vault, { contact, purpose: 'sign_up' })
    const code = await codeFor(contact)
    const wrong = code === '00000000' ? '00000001' : '00000000'
    const attempt = (typed: string) =>
      signUp(test.db, vault, { contact, code: typed, name: '陈晓', password: testPassword }, device)
    await Promise.all(Array.from({ length: 8 }, () => refusalOf(attempt(wrong))))
    expect(await refusalOf(attempt(code))).toMatchObject({
      refusal: 'invalid',
      message: 'code_wrong',
    })
  })

  it('refuses a code twice, and after ten minutes', async () => {
    const { contact } = await register()
    const again = { contact, code: await codeFor(contact), name: '陈晓', password: testPassword }
    expect(await refusalOf(signUp(test.db, vault, again, device))).toMatchObject({
      message: 'code_wrong',
    })
    const late = freshContact()
    await requestVerificationCode(test.db, vault, { contact: late, purpose: 'sign_up' })
    const code = await codeFor(late)
    test.stopClock(new Date(test.db.now().getTime() + 11 * 60_000))
    const input = { contact: late, code, name: '陈晓', password: testPassword }
    const refused = await refusalOf(signUp(test.db, vault, input, device))
    test.stopClock(null)
    expect(refused).toMatchObject({ message: 'code_wrong' })
  })

  it('sends no second letter within a minute, since the code that was sent is valid yet', async () => {
    const contact = freshContact()
    expect(await requestVerificationCode(test.db, vault, { contact, purpose: 'sign_up' })).toBe(
      true,
    )
    const code = await codeFor(contact)
    expect(await requestVerificationCode(test.db, vault, { contact, purpose: 'sign_up' })).toBe(
      false,
    )
    test.stopClock(new Date(test.db.now().getTime() + 61_000))
    expect(await requestVerificationCode(test.db, vault, { contact, purpose: 'sign_up' })).toBe(
      true,
    )
    test.stopClock(null)
    expect(await codeFor(contact)).toBe(code)
  })
})

describe('Signing in', () => {
  const trySignIn = (contact: Contact, password: string) =>
    signIn(test.db, vault, { contact, password }, device)

  it('refuses a wrong password and an unknown address with one sentence', async () => {
    const { contact } = await makePerson(test)
    const wrong = await refusalOf(trySignIn(contact, 'not-the-password'))
    const unknown = await refusalOf(trySignIn(freshContact(), 'not-the-password'))
    const { refusal, message, params } = wrong
    expect(unknown).toMatchObject({ refusal, message, params })
  })

  it('locks an address for a network after five failures there, with the same sentence even for the right password', async () => {
    const { contact } = await makePerson(test)
    for (let tries = 0; tries < failuresUntilLock; tries++) {
      await refusalOf(trySignIn(contact, 'not-the-password'))
    }
    expect(await refusalOf(trySignIn(contact, testPassword))).toMatchObject({
      message: 'sign_in_failed',
    })
    test.stopClock(new Date(test.db.now().getTime() + (lockMinutes + 1) * 60_000))
    await expect(trySignIn(contact, testPassword)).resolves.toHaveProperty('token')
    test.stopClock(null)
  })

  it('gives many guesses at once no more tries than one after the other', async () => {
    const { contact } = await makePerson(test)
    const guesses = Array.from({ length: 20 }, (_, index) => `guess-number-${index}`)
    await Promise.all(guesses.map((guess) => refusalOf(trySignIn(contact, guess))))
    expect(await refusalOf(trySignIn(contact, testPassword))).toMatchObject({
      message: 'sign_in_failed',
    })
    const lookup = vault.blindIndex(freshContact().value)
    const locked = await Promise.all(guesses.map(() => registerAttempt(test.db, lookup)))
    expect(locked.filter((isLocked) => !isLocked)).toHaveLength(failuresUntilLock)
    const { count: tried } = await test.db
      .selectFrom('sign_in_guard')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('lookup', '=', vault.blindIndex(contact.value))
      .where('locked_until', 'is not', null)
      .executeTakeFirstOrThrow()
    expect(tried).toBe(1)
  })

  it('leaves the same traces for an unknown address, so that neither time nor lock tells', async () => {
    const contact = freshContact()
    for (let tries = 0; tries < failuresUntilLock; tries++) {
      await refusalOf(trySignIn(contact, 'not-the-password'))
    }
    const guard = await test.db
      .selectFrom('sign_in_guard')
      .select('locked_until')
      .where('lookup', '=', vault.blindIndex(contact.value))
      .executeTakeFirstOrThrow()
    expect(guard.locked_until).not.toBeNull()
  })

  it('ends at once by sign-out, from another device, and for all others together', async () => {
    const { contact, token } = await register()
    const find = (item: string) => findActor(test.db, hashToken(item), test.db.now())
    const second = (await trySignIn(contact, testPassword)) as SignedIn
    const third = (await trySignIn(contact, testPassword)) as SignedIn
    const actor = (await find(token))!
    expect(await listSignIns(test.db, actor, test.db.now())).toHaveLength(3)
    await revokeSignIn(test.db, actor, second.signInId)
    expect(await find(second.token)).toBeNull()
    await revokeOtherSignIns(test.db, actor)
    expect(await find(third.token)).toBeNull()
    await signOut(test.db, actor)
    expect(await find(token)).toBeNull()
  })

  it("cannot end somebody else's sign-in", async () => {
    const mine = await makePerson(test)
    const other = await makePerson(test)
    const refused = await refusalOf(revokeSignIn(test.db, mine.actor, other.actor.signInId))
    expect(refused.refusal).toBe('missing')
  })

  it('is over after thirty days', async () => {
    const { token } = await makePerson(test)
    const later = new Date(test.db.now().getTime() + 31 * 86_400_000)
    expect(await findActor(test.db, hashToken(token), later)).toBeNull()
  })
})

describe('A forgotten password', () => {
  it('is set anew by a link, ends every sign-in and lifts the lock', async () => {
    const { contact, token } = await register()
    for (let tries = 0; tries < failuresUntilLock; tries++) {
      await refusalOf(signIn(test.db, vault, { contact, password: 'wrong' }, device))
    }
    await requestVerificationCode(test.db, vault, { contact, purpose: 'reset' })
    const link = await linkFor(contact)
    const password = 'willow-by-the-lake-7'
    await resetPasswordByLink(test.db, vault, { link, password }, device)
    expect(await findActor(test.db, hashToken(token), test.db.now())).toBeNull()
    await expect(signIn(test.db, vault, { contact, password }, device)).resolves.toHaveProperty(
      'token',
    )
    await refusalOf(signIn(test.db, vault, { contact, password: testPassword }, device))
  })

  it('of nobody gets a letter that says so, and its link or code is refused', async () => {
    const contact = freshContact()
    await requestVerificationCode(test.db, vault, { contact, purpose: 'reset' })
    const letter = await letterTo(contact)
    expect(letter?.template).toBe('not_registered')
    const link = { link: await linkFor(contact), password: 'willow-by-the-lake-7' }
    expect(await refusalOf(resetPasswordByLink(test.db, vault, link, device))).toMatchObject({
      message: 'link_gone',
    })
    const mobile: Contact = { kind: 'mobile', value: '13900012345' }
    await requestVerificationCode(test.db, vault, { contact: mobile, purpose: 'reset' })
    expect((await letterTo(mobile))?.template).toBe('not_registered')
    const code = { contact: mobile, code: await codeFor(mobile), password: 'willow-by-the-lake-7' }
    expect(await refusalOf(resetPassword(test.db, vault, code, device))).toMatchObject({
      refusal: 'invalid',
      message: 'code_wrong',
    })
  })
})

describe('Changing the password', () => {
  it('needs the present one, and keeps only the sign-in that asked', async () => {
    const { contact, token } = await register()
    const signedIn = await signIn(test.db, vault, { contact, password: testPassword }, device)
    const other = signedIn as SignedIn
    const actor = (await findActor(test.db, hashToken(token), test.db.now()))!
    const change = (current: string) =>
      changePassword(test.db, actor, { current, password: 'willow-by-the-lake-7' })
    expect(await refusalOf(change('wrong'))).toMatchObject({
      fields: { current_password: ['password_wrong'] },
    })
    await change(testPassword)
    expect(await findActor(test.db, hashToken(token), test.db.now())).not.toBeNull()
    expect(await findActor(test.db, hashToken(other.token), test.db.now())).toBeNull()
  })

  it('is refused where the account was deleted a moment ago', async () => {
    const { token } = await register()
    const actor = (await findActor(test.db, hashToken(token), test.db.now()))!
    await deleteAccount(test.db, actor)
    const change = { current: testPassword, password: 'willow-by-the-lake-7' }
    expect(await refusalOf(changePassword(test.db, actor, change))).toMatchObject({
      fields: { current_password: ['password_wrong'] },
    })
  })
})

describe('The trail', () => {
  it('has a row for each sign-up, sign-in, failure and end', async () => {
    const { contact, personId } = await register()
    await refusalOf(signIn(test.db, vault, { contact, password: 'wrong' }, device))
    const rows = await test.db
      .selectFrom('audit')
      .select('verb')
      .where((eb) => eb.or([eb('person_id', '=', personId), eb('subject_id', '=', personId)]))
      .orderBy('id')
      .execute()
    expect(rows.map(({ verb }) => verb)).toEqual([
      ...['sign_up', 'agree_to_notice', 'sign_in', 'sign_in_failed'],
    ])
  })

  it('outlives the daily sweep, which forgets old codes and ended sign-ins', async () => {
    const { token } = await register()
    test.stopClock(new Date(test.db.now().getTime() + 200 * 86_400_000))
    await enforceRetention(test.db)
    const { codes } = await test.db
      .selectFrom('code')
      .select((eb) => eb.fn.countAll<number>().as('codes'))
      .executeTakeFirstOrThrow()
    test.stopClock(null)
    expect(codes).toBe(0)
    expect(await findActor(test.db, hashToken(token), test.db.now())).toBeNull()
  })
})
