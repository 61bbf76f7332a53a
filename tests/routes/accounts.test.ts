import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sendMessage } from '#app/jobs/send-message.ts'
import * as account from '#app/routes/account.tsx'
import * as reset from '#app/routes/reset.tsx'
import * as signIn from '#app/routes/sign-in.tsx'
import * as signOut from '#app/routes/sign-out.ts'
import * as signUp from '#app/routes/sign-up.tsx'
import { sql } from '#db'
import { makePerson, refresh, testPassword } from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testServices, visit } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)

/** Works off the messages of the queue, as the job does, and reads what landed in the outbox. */
async function lettersTo(contact: string): Promise<string[]> {
  const { rows } = await sql<{ payload: { sealed: string } }>`
    with taken as (delete from graphile_worker._private_jobs returning payload)
    select payload from taken`.execute(world.db)
  for (const { payload } of rows) await sendMessage.run(payload, services)
  const names = (await readdir(services.outbox)).filter((name) => name.includes(contact)).sort()
  return Promise.all(names.map((name) => readFile(join(services.outbox, name), 'utf8')))
}

const ask = (contact: string) =>
  visit(services, signUp, { path: '/sign-up', post: { intent: 'ask_code', contact } })

describe('Signing up on the page', () => {
  test('says that codes land in the outbox while nothing is connected', async () => {
    const { data } = await visit(services, signUp, { path: '/sign-up' })
    expect(data.outbox).toContain('outbox')
  })

  test('takes a mobile number as people type it, sends the code, and signs in with a safe cookie', async () => {
    const typed = ' +86 138-0791-2345 '
    const asked = await ask(typed)
    expect(asked.reply).toMatchObject({ done: 'code_sent', values: { contact: typed } })
    const [letter] = await lettersTo('13807912345')
    const code = letter?.match(/\d{8}，/)?.[0].slice(0, 8) ?? ''
    const contact = '13807912345'
    const done = await visit(services, signUp, {
      path: '/sign-up',
      post: {
        intent: 'sign_up',
        contact,
        code,
        name: '刘芳',
        password: 'jasmine-tea-88',
        privacy: 'on',
      },
    })
    expect(done.status).toBe(302)
    expect(done.headers.get('location')).toBe('/organizations/new')
    expect(done.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/)
  })

  test('keeps what was typed and says by the field what is wrong; never the password or the code', async () => {
    const contact = 'someone@example.com'
    const { status, reply } = await visit(services, signUp, {
      path: '/sign-up',
      post: { intent: 'sign_up', contact, code: '12', name: '刘', password: 'short' },
    })
    expect(status).toBe(422)
    expect(reply.values).toMatchObject({ contact, name: '刘' })
    expect(reply.values).not.toHaveProperty('password')
    expect(reply.values).not.toHaveProperty('code')
    expect(Object.keys(reply.errors).sort()).toEqual(['code', 'name', 'password', 'privacy'])
    for (const sentence of Object.values(reply.errors).flat()) expect(sentence).toMatch(/[。！？]$/)
  })

  test('counts the letters that are written, all together, and keeps no address beside the count', async () => {
    await ask('counted@example.com')
    await ask('counted@example.com')
    const { rows } = await sql<{ key: string; points: number }>`
      select key, points from rate_limit where key like 'letters:%'`.execute(world.db)
    expect(rows).toEqual([{ key: 'letters:all', points: 2 }])
    const { rows: keys } = await sql<{ key: string }>`select key from rate_limit`.execute(world.db)
    expect(keys.filter(({ key }) => /@|1380/.test(key))).toEqual([])
  })

  test('refuses what is neither a mobile number nor an e-mail address', async () => {
    const answer = await ask('12345')
    expect(answer.status).toBe(422)
    expect(answer.reply.errors.contact?.[0]).toContain('手机号')
  })
})

describe('Signing in on the page', () => {
  const attempt = (contact: string, password: string, next = '') =>
    visit(services, signIn, {
      path: `/sign-in${next}`,
      post: { intent: 'sign_in', contact, password },
    })

  test('leads back to where one wanted to go, and never to another site', async () => {
    const { contact } = await makePerson(world)
    const there = await attempt(contact.value, testPassword, '?next=/members')
    expect(there.headers.get('location')).toBe('/members')
    const away = await attempt(contact.value, testPassword, '?next=//evil.example')
    expect(away.headers.get('location')).toBe('/')
  })

  test('answers a wrong password, an unknown account and a locked one with the same words and status', async () => {
    const { contact } = await makePerson(world)
    const wrong = await attempt(contact.value, 'wrong-password')
    const unknown = await attempt('nobody@example.com', 'wrong-password')
    for (let tries = 0; tries < 5; tries++) await attempt(contact.value, 'wrong-password')
    const locked = await attempt(contact.value, testPassword)
    expect([wrong.status, unknown.status, locked.status]).toEqual([403, 403, 403])
    expect(unknown.reply.errors).toEqual(wrong.reply.errors)
    expect(locked.reply.errors).toEqual(wrong.reply.errors)
  })

  test('refuses more than a hundred failures from one address, and says when to come back', async () => {
    const key = 'far-away'
    for (let tries = 0; tries < 100; tries++) await services.limits.consume('sign_in', key)
    const refused = await refusalOf(services.limits.consume('sign_in', key))
    expect(refused).toMatchObject({ refusal: 'too_many' })
    expect(refused.retryAfter).toBeGreaterThan(500)
    await services.limits.consume('sign_in', 'elsewhere')
  })
})

describe('A forgotten password on the page', () => {
  test('is answered alike for an account and for nobody', async () => {
    const { contact } = await makePerson(world)
    const answers = await Promise.all(
      [contact.value, 'nobody-at-all@example.com'].map((value) =>
        visit(services, reset, { path: '/reset', post: { intent: 'ask_code', contact: value } }),
      ),
    )
    expect(answers.map(({ status, reply }) => ({ status, done: reply.done }))).toEqual([
      { status: 200, done: 'link_sent' },
      { status: 200, done: 'link_sent' },
    ])
    expect((await lettersTo('nobody-at-all'))[0]).toContain('还没有')
  })
})

describe('The account page', () => {
  test('sends who is not signed in to the sign-in page, and back', async () => {
    const answer = await visit(services, account, { path: '/account' })
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Faccount')
  })

  test('lists one’s sign-ins and ends this one with its cookie', async () => {
    const person = await makePerson(world)
    const page = await visit(services, account, { path: '/account', as: person })
    expect(page.data.signIns).toHaveLength(1)
    expect(JSON.stringify(page.data)).not.toContain(person.contact.value)
    const ended = await visit(services, account, {
      path: '/account',
      as: person,
      post: { intent: 'end_sign_in', id: person.actor.signInId },
    })
    expect(ended.headers.get('set-cookie')).toContain('Max-Age=0')
    await expect(refresh(world, person)).rejects.toThrow('over')
  })

  test('ends the sign-in on sign-out, and leaves no draft in the browser', async () => {
    const person = await makePerson(world)
    const post = { intent: 'sign_out' }
    const left = await visit(services, signOut, { path: '/sign-out', as: person, post })
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(left.headers.get('clear-site-data')).toBe('"storage"')
    await expect(refresh(world, person)).rejects.toThrow('over')
  })
})
