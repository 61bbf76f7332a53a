import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contact } from '#app/domain/account/account.ts'
import { DUMMY_PASSWORD_HASH, hashPassword } from '#app/domain/account/password.server.ts'
import { requestVerificationCode, resetPassword, signIn } from '#app/domain/account/write.server.ts'
import { makePerson, type Person, testPassword } from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const device = { agent: null, address: null }
const nobody: Contact = { kind: 'email', value: 'nobody-has-this@example.com' }
let somebody: Person
let statements: string[] = []
const query = pg.Client.prototype.query

beforeAll(async () => {
  somebody = await makePerson(world)
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text?: string }]
    statements.push(typeof first === 'string' ? first : (first?.text ?? ''))
    return (query as (...all: unknown[]) => unknown).apply(this, args)
  } as typeof query
})
afterAll(() => {
  pg.Client.prototype.query = query
})

/** Every statement that work sends to the database. */
async function workOf(work: () => Promise<unknown>): Promise<string[]> {
  statements = []
  await work()
  return statements.filter((text) => text !== '')
}

test('a wrong password costs the same work whether or not anybody has the address', async () => {
  const attempt = (contact: Contact) => () =>
    refusalOf(signIn(world.db, world.vault, { contact, password: 'not-the-password' }, device))
  const known = await workOf(attempt(somebody.contact))
  expect(known.length).toBeGreaterThan(3)
  expect(await workOf(attempt(nobody))).toEqual(known)
})

test('a locked account costs the same work with the right password as with a wrong one', async () => {
  const attempt = (contact: Contact, password: string) => () =>
    refusalOf(signIn(world.db, world.vault, { contact, password }, device))
  for (let tries = 0; tries < 5; tries++) await attempt(somebody.contact, 'wrong-one')()
  for (let tries = 0; tries < 5; tries++) await attempt(nobody, 'wrong-one')()
  const right = await workOf(attempt(somebody.contact, testPassword))
  expect(await workOf(attempt(somebody.contact, 'wrong-one'))).toEqual(right)
  expect(await workOf(attempt(nobody, 'wrong-one'))).toEqual(right)
})

test.each(['sign_up', 'reset'] as const)(
  'a code for %s costs the same work whether or not anybody has the address',
  async (purpose) => {
    const ask = (contact: Contact) => () =>
      requestVerificationCode(world.db, world.vault, { contact, purpose })
    const known = await workOf(ask(somebody.contact))
    expect(await workOf(ask(nobody))).toEqual(known)
  },
)

test('a reset with a wrong code costs the same work whether or not anybody has the address', async () => {
  const attempt = (contact: Contact) => () =>
    refusalOf(
      resetPassword(
        world.db,
        world.vault,
        { contact, code: '000000', password: 'willow-by-the-lake-7' },
        device,
      ),
    )
  const known = await workOf(attempt(somebody.contact))
  expect(known.length).toBeGreaterThan(1)
  expect(await workOf(attempt(nobody))).toEqual(known)
})

test('the password of an unknown account is compared at the cost of a real one, by Argon2id', async () => {
  const cost = (hash: string) => hash.split('$').slice(0, 4).join('$')
  const real = await hashPassword('willow-by-the-lake-7')
  expect(cost(real)).toBe('$argon2id$v=19$m=19456,t=2,p=1')
  expect(cost(DUMMY_PASSWORD_HASH)).toBe(cost(real))
  expect(DUMMY_PASSWORD_HASH.length).toBe(real.length)
})
