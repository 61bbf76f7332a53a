import { randomUUID } from 'node:crypto'
import { generateSync } from 'otplib'
import { describe, expect, test } from 'vitest'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import {
  changePassword,
  type PendingSignIn,
  requestVerificationCode,
  resetPasswordByLink,
  revokeOtherSignIns,
  type SignedIn,
  signIn,
} from '#app/domain/account/write.server.ts'
import type { Actor } from '#app/domain/actor.ts'
import { changeRoles } from '#app/domain/membership/write.server.ts'
import { restrictUntilMfa } from '#app/domain/mfa/factor.ts'
import { findTotpSetUp, listFactors } from '#app/domain/mfa/read.server.ts'
import {
  beginTotp,
  confirmIdentity,
  confirmTotp,
  finishSignIn,
  removeTotp,
  renewRecoveryCodes,
  resetFactors,
} from '#app/domain/mfa/write.server.ts'
import { sql } from '#db'
import { lettersTo } from '../support/letters.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePerson,
  type Person,
  refresh,
  testPassword,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const { vault } = world
const device = { agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/140', address: '10.0.0.1' }
const minute = 60_000

const codeAt = (secret: string, at: Date) =>
  generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) })

/** Sets the clock to a moment of its own for each test, so that steps of the app are told apart. */
let hours = 0
function startClock(): { at: Date; pass(ms: number): Date } {
  const moment = { at: new Date(Date.now() + ++hours * 3_600_000), pass }
  function pass(ms: number) {
    moment.at = new Date(moment.at.getTime() + ms)
    world.stopClock(moment.at)
    return moment.at
  }
  world.stopClock(moment.at)
  return moment
}

async function setUp(person: Person): Promise<{ secret: string; codes: string[] }> {
  await beginTotp(world.db, vault, person.actor)
  const secret = (await findTotpSetUp(world.db, vault, person.personId, world.db.now()))!
  const code = codeAt(secret, world.db.now())
  const codes = await confirmTotp(world.db, vault, person.actor, code)
  return { secret, codes: codes ?? [] }
}

const password = (person: Person) =>
  signIn(world.db, vault, { contact: person.contact, password: testPassword }, device)

const second = async (person: Person, code: string) => {
  const { halfway } = (await password(person)) as PendingSignIn
  return finishSignIn(world.db, vault, { halfway, code: plain(code) }, device)
}

const plain = (code: string) => code.replace('-', '')

const noticesTo = async (personId: string) =>
  (
    await world.db
      .selectFrom('notice')
      .select('kind')
      .where('person_id', '=', personId)
      .orderBy('id')
      .execute()
  ).map(({ kind }) => kind)

describe('Signing in with an app', () => {
  test('the right password opens nothing until a code of the app is given', async () => {
    const clock = startClock()
    const person = await makePerson(world)
    const { secret } = await setUp(person)
    const first = await password(person)
    expect(first).not.toHaveProperty('token')
    const wrong = codeAt(secret, clock.pass(10 * minute)) === '123456' ? '654321' : '123456'
    expect(await refusalOf(second(person, wrong))).toMatchObject({ message: 'factor_wrong' })
    const { signInId } = await second(person, codeAt(secret, world.db.now()))
    const actor = await findActorBySignIn(world.db, signInId, world.db.now())
    expect(actor?.secondFactor).toBe('given')
    expect(await noticesTo(person.personId)).toContain('totp_added')
  })

  test('a code opens once, also when it is sent twice at the same instant', async () => {
    const clock = startClock()
    const person = await makePerson(world)
    const { secret } = await setUp(person)
    const code = codeAt(secret, clock.pass(2 * minute))
    const tries = await Promise.allSettled([second(person, code), second(person, code)])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await refusalOf(second(person, code))).toMatchObject({ message: 'factor_wrong' })
  })

  test('a phone may be one step off, and not two', async () => {
    const clock = startClock()
    const person = await makePerson(world)
    const { secret } = await setUp(person)
    const now = clock.pass(5 * minute)
    const off = (seconds: number) => codeAt(secret, new Date(now.getTime() + seconds * 1000))
    expect(await refusalOf(second(person, off(-60)))).toMatchObject({ message: 'factor_wrong' })
    expect(await refusalOf(second(person, off(60)))).toMatchObject({ message: 'factor_wrong' })
    await second(person, off(-30))
    await second(person, off(30))
  })

  test('who guesses is locked out, also with the right code and a new first step', async () => {
    const clock = startClock()
    const person = await makePerson(world)
    const { secret } = await setUp(person)
    clock.pass(5 * minute)
    for (let tries = 0; tries < 5; tries++) await refusalOf(second(person, '000000'))
    const right = () => second(person, codeAt(secret, world.db.now()))
    expect(await refusalOf(right())).toMatchObject({ message: 'factor_locked' })
    clock.pass(16 * minute)
    await right()
  })

  test('the first step waits ten minutes', async () => {
    const clock = startClock()
    const person = await makePerson(world)
    const { secret } = await setUp(person)
    const { halfway } = (await password(person)) as PendingSignIn
    const code = codeAt(secret, clock.pass(11 * minute))
    const late = finishSignIn(world.db, vault, { halfway, code }, device)
    expect(await refusalOf(late)).toMatchObject({ refusal: 'signed_out' })
  })

  test('a new password by a link to the address leads to the second step too, and ends one that was begun with the old', async () => {
    const clock = startClock()
    const person = await makePerson(world)
    const { secret } = await setUp(person)
    const { halfway } = (await password(person)) as PendingSignIn
    await requestVerificationCode(world.db, vault, { contact: person.contact, purpose: 'reset' })
    const [letter] = await lettersTo(world, person.contact)
    const result = await resetPasswordByLink(
      world.db,
      vault,
      { link: letter!.path!.split('link=')[1]!, password: 'maple-on-the-hill-9' },
      device,
    )
    expect(result).toHaveProperty('halfway')
    const finish = (first: string) =>
      finishSignIn(world.db, vault, { halfway: first, code: codeAt(secret, later) }, device)
    const later = clock.pass(minute)
    expect(await refusalOf(finish(halfway))).toMatchObject({ refusal: 'signed_out' })
    expect(await finish((result as PendingSignIn).halfway)).toHaveProperty('token')
  })

  test('a sign-in that waits for it ends when the password is changed, and when one signs out everywhere else', async () => {
    const clock = startClock()
    const person = await makePerson(world)
    const { secret } = await setUp(person)
    const ends: ((actor: Actor) => Promise<void>)[] = [
      (actor) => revokeOtherSignIns(world.db, actor),
      (actor) =>
        changePassword(world.db, actor, {
          ...{ current: testPassword, password: 'maple-on-the-hill-9' },
        }),
    ]
    for (const end of ends) {
      const { halfway } = (await password(person)) as PendingSignIn
      await end((await refresh(world, person)).actor)
      const code = codeAt(secret, clock.pass(minute))
      const late = finishSignIn(world.db, vault, { halfway, code }, device)
      expect(await refusalOf(late)).toMatchObject({ refusal: 'signed_out' })
    }
  })

  test('setting up ends the sign-ins that were opened with less', async () => {
    startClock()
    const person = await makePerson(world)
    const other = (await password(person)) as SignedIn
    await setUp(person)
    expect(await findActorBySignIn(world.db, other.signInId, world.db.now())).toBeNull()
  })

  test('neither the secret nor a recovery code lies in the database as it is', async () => {
    startClock()
    const person = await makePerson(world)
    const { secret, codes } = await setUp(person)
    for (const table of ['person_totp', 'recovery_code', 'audit', 'notice']) {
      const { rows } = await sql<{ row: string }>`
        select t::text as row from ${sql.table(table)} t`.execute(world.db)
      const all = rows.map(({ row }) => row).join('\n')
      for (const text of [secret, ...codes.map(plain)]) {
        expect(all).not.toContain(text)
        expect(all).not.toContain(Buffer.from(text).toString('hex'))
      }
    }
  })
})

describe('Recovery codes', () => {
  test('ten are shown once; each opens once, and the person is told how many are left', async () => {
    startClock()
    const person = await makePerson(world)
    const { codes } = await setUp(person)
    expect(new Set(codes).size).toBe(10)
    await second(person, codes[0]!)
    expect(await refusalOf(second(person, codes[0]!))).toMatchObject({ message: 'factor_wrong' })
    expect((await listFactors(world.db, person.personId)).recoveryCodes).toBe(9)
    expect(await noticesTo(person.personId)).toContain('recovery_code_used')
  })

  test('new ones put an end to the old', async () => {
    startClock()
    const person = await makePerson(world)
    const { codes } = await setUp(person)
    const renewed = await renewRecoveryCodes(world.db, vault, person.actor)
    expect(await refusalOf(second(person, codes[1]!))).toMatchObject({ message: 'factor_wrong' })
    await second(person, renewed[1]!)
  })
})

describe('What guards the account', () => {
  test('changes only shortly after its owner proved who they are', async () => {
    const clock = startClock()
    const person = await makePerson(world)
    const { secret } = await setUp(person)
    clock.pass(11 * minute)
    const { actor } = person
    for (const change of [
      () => removeTotp(world.db, actor, 'offered'),
      () => renewRecoveryCodes(world.db, vault, actor),
      () => beginTotp(world.db, vault, actor),
      () =>
        changePassword(world.db, actor, { current: testPassword, password: 'reeds-at-dawn-55' }),
    ]) {
      expect(await refusalOf(change())).toMatchObject({ message: 'confirm_first' })
    }
    const without = confirmIdentity(world.db, vault, actor, {
      password: testPassword,
      code: undefined,
    })
    expect(await refusalOf(without)).toMatchObject({ message: 'factor_needed' })
    const code = codeAt(secret, world.db.now())
    await confirmIdentity(world.db, vault, actor, { password: testPassword, code })
    await removeTotp(world.db, actor, 'offered')
    expect(await password(person)).toHaveProperty('token')
  })

  test('the owners of an organisation change only shortly after such a proof', async () => {
    const clock = startClock()
    const firm = await makeEnterprise(world)
    const colleague = await makeMember(world, firm.owner, ['member'])
    const { id } = await world.db
      .selectFrom('membership')
      .select('id')
      .where('person_id', '=', colleague.personId)
      .executeTakeFirstOrThrow()
    clock.pass(11 * minute)
    const promote = () =>
      changeRoles(world.db, firm.owner.actor, { membershipId: id, roles: ['owner'] })
    expect(await refusalOf(promote())).toMatchObject({ message: 'confirm_first' })
    await confirmIdentity(world.db, vault, firm.owner.actor, {
      password: testPassword,
      code: undefined,
    })
    await promote()
  })
})

describe('Who acts for an institution or the bureau', () => {
  test('is nobody’s member until a second factor is given, where it is required', async () => {
    startClock()
    const bank = await makeInstitution(world)
    const { actor } = bank.loanOfficer
    expect(restrictUntilMfa(actor, 'offered')).toBe(actor)
    expect(restrictUntilMfa(actor, 'required')).toMatchObject({
      mfaPending: true,
      organization: null,
      memberOf: [],
    })
    await setUp(bank.loanOfficer)
    const now = (await refresh(world, bank.loanOfficer)).actor
    expect(restrictUntilMfa(now, 'required')).toBe(now)
  })

  test('an enterprise’s people are asked for none', async () => {
    startClock()
    const { owner } = await makeEnterprise(world)
    expect(restrictUntilMfa(owner.actor, 'required')).toBe(owner.actor)
  })

  test('keeps at least one factor, where it is required', async () => {
    startClock()
    const bank = await makeInstitution(world)
    await setUp(bank.loanOfficer)
    expect(await refusalOf(removeTotp(world.db, bank.loanOfficer.actor, 'required'))).toMatchObject(
      { message: 'factor_last' },
    )
    expect((await listFactors(world.db, bank.loanOfficer.personId)).totpSince).not.toBeNull()
  })
})

describe('A lost factor', () => {
  test('is reset by the owner of the institution; all sign-ins end, the person is told and sets up another', async () => {
    startClock()
    const bank = await makeInstitution(world)
    await setUp(bank.loanOfficer)
    await resetFactors(world.db, vault, bank.owner.actor, bank.loanOfficer.personId)
    await expect(refresh(world, bank.loanOfficer)).rejects.toThrow('over')
    expect(await noticesTo(bank.loanOfficer.personId)).toContain('factors_reset')
    expect(await password(bank.loanOfficer)).toHaveProperty('token')
    const trace = await world.db
      .selectFrom('audit')
      .select('person_id')
      .where('verb', '=', 'reset_factors')
      .where('subject_id', '=', bank.loanOfficer.personId)
      .executeTakeFirst()
    expect(trace?.person_id).toBe(bank.owner.personId)
  })

  test('is not reset by an owner of another organisation, nor by a member, nor by oneself', async () => {
    startClock()
    const bank = await makeInstitution(world)
    const other = await makeInstitution(world)
    await setUp(bank.owner)
    const reset = (by: Person, whom: Person) =>
      refusalOf(resetFactors(world.db, vault, by.actor, whom.personId))
    expect(await reset(other.owner, bank.owner)).toMatchObject({ message: 'factor_reset' })
    expect(await reset(bank.loanOfficer, bank.owner)).toMatchObject({ message: 'factor_reset' })
    expect(await reset(bank.owner, bank.owner)).toMatchObject({ message: 'factor_reset_self' })
  })

  test('of nobody is missing', async () => {
    startClock()
    const { admin } = await makeBureau(world)
    const reset = resetFactors(world.db, vault, admin.actor, randomUUID())
    expect(await refusalOf(reset)).toMatchObject({ refusal: 'missing', message: 'missing' })
  })

  test('of an officer is never reset by the firm that she owns beside her office', async () => {
    startClock()
    const bureau = await makeBureau(world)
    const firm = await makeEnterprise(world)
    await world.db
      .insertInto('membership')
      .values({
        organization_id: firm.id,
        person_id: bureau.officer.personId,
        roles: ['member'],
      })
      .execute()
    await setUp(bureau.officer)
    const reset = (by: Person) => resetFactors(world.db, vault, by.actor, bureau.officer.personId)
    expect(await refusalOf(reset(firm.owner))).toMatchObject({ message: 'factor_reset' })
    await reset(bureau.admin)
  })
})
