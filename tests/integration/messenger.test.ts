import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer as createHttp, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chooseLanguage } from '#app/domain/account/write.server.ts'
import { sendMessage } from '#app/domain/message/write.server.ts'
import { inLetter } from '#app/domain/sealed-places.server.ts'
import { sendMessage as job } from '#app/jobs/send-message.ts'
import { createMessenger } from '#app/messenger.ts'
import { sql, transact } from '#db'
import { makePerson } from '../support/people.ts'
import { testServices } from '../support/visit.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const services = testServices(world)
const MAIL_FROM = '链桥 <no-reply@market.example>'
let outbox: string
let folder: string
let ends: (() => void)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianqiao-outbox-'))
  outbox = join(folder, 'outbox')
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
  for (const end of ends) end()
  ends = []
})

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port

/** A gateway that answers `status`, and what it was asked. */
async function gateway(status: number) {
  const asked: { body: unknown; key: string | undefined }[] = []
  const server: Server = createHttp(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    asked.push({ body: JSON.parse(text), key: request.headers.authorization })
    response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  ends.push(() => server.close())
  return { asked, url: `http://127.0.0.1:${portOf(server)}/sms` }
}

/** A mail server that takes everything, and the letters it took. */
async function mailServer() {
  const letters: string[] = []
  const server = createTcp((socket) => {
    let letter: string | null = null
    socket.write('220 test\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n')) {
        if (letter !== null) {
          if (line === '.') {
            letters.push(letter)
            letter = null
            socket.write('250 taken\r\n')
          } else letter += `${line}\n`
        } else if (line.startsWith('DATA')) {
          letter = ''
          socket.write('354 go on\r\n')
        } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n')
        else if (line !== '') socket.write('250 test\r\n')
      }
    })
    socket.on('error', () => {})
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  ends.push(() => server.close())
  return { letters, url: `smtp://127.0.0.1:${portOf(server)}` }
}

const email = { kind: 'email', value: 'wang@example.com' } as const
const mobile = { kind: 'mobile', value: '13807912345' } as const

describe('Messages reach people', () => {
  test('by mail through the server of the settings', async () => {
    const { letters, url } = await mailServer()
    const messenger = createMessenger({ SMTP_URL: url, MAIL_FROM } as never, outbox)
    ends.push(() => messenger.close())
    expect(messenger.reach('email')).toBe('sent')
    await messenger.send({ to: email, subject: '验证码', text: '123456' })
    expect(letters).toHaveLength(1)
    expect(letters[0]).toContain('To: wang@example.com')
    expect(letters[0]).toContain('123456')
  })

  test('by SMS through the gateway of the settings, with its key', async () => {
    const { asked, url } = await gateway(202)
    const settings = { SMS_GATEWAY_URL: url, SMS_GATEWAY_KEY: 'key', MAIL_FROM }
    await createMessenger(settings as never, outbox).send({
      to: mobile,
      subject: '',
      text: '验证码',
    })
    expect(asked).toEqual([{ body: { to: mobile.value, text: '验证码' }, key: 'Bearer key' }])
  })

  test('later, when the gateway does not take them: the job fails and tries again', async () => {
    const { url } = await gateway(500)
    const messenger = createMessenger({ SMS_GATEWAY_URL: url, MAIL_FROM } as never, outbox)
    await expect(messenger.send({ to: mobile, subject: '', text: '' })).rejects.toThrow('500')
  })

  test('as whole files where nothing is connected, which the settings tell', async () => {
    const messenger = createMessenger({ MAIL_FROM } as never, outbox)
    expect([messenger.reach('email'), messenger.reach('mobile')]).toEqual(['filed', 'filed'])
    await messenger.send({ to: mobile, subject: '验证码', text: '123456' })
    const [name] = await readdir(outbox)
    expect(await readFile(join(outbox, name!), 'utf8')).toContain('123456')
    expect(name).toContain(mobile.value)
  })

  test('never after they have become pointless', async () => {
    const until = new Date(world.db.now().getTime() + 60_000).toISOString()
    const params = { code: '123456', minutes: 10 }
    await transact(world.db, (tx) =>
      sendMessage(tx, world.vault, { to: email, template: 'reset_code', params, until }),
    )
    const { rows } = await sql<{ payload: { sealed: string } }>`
      select payload from graphile_worker._private_jobs`.execute(world.db)
    world.stopClock(new Date(world.db.now().getTime() + 120_000))
    await job.run(rows[0]!.payload, services)
    world.stopClock(null)
    await expect(readdir(services.outbox)).rejects.toThrow('ENOENT')
    await job.run(rows[0]!.payload, services)
    expect(await readdir(services.outbox)).toHaveLength(1)
  })

  test('in the language that their receiver chose, else in that of the page that asked', async () => {
    const texts = async (contact: { kind: 'email'; value: string }, locale?: 'en') => {
      const until = new Date(world.db.now().getTime() + 60_000).toISOString()
      const params = { code: '654321', minutes: 10 }
      const message = { to: contact, template: 'sign_up_code' as const, params, until }
      const sealed = world.vault
        .seal(JSON.stringify(locale ? { ...message, locale } : message), inLetter)
        .toString('base64')
      await job.run({ sealed }, services)
      const name = (await readdir(services.outbox)).find((item) => item.includes(contact.value))
      return readFile(join(services.outbox, name!), 'utf8')
    }
    const reader = await makePerson(world)
    await chooseLanguage(world.db, reader.actor, 'en')
    expect(await texts({ kind: 'email', value: reader.contact.value })).toContain(
      'Subject: Your Lianqiao sign-up code',
    )
    const stranger = { kind: 'email' as const, value: 'stranger@example.com' }
    expect(await texts(stranger, 'en')).toContain('Your code: 654321.')
    const other = { kind: 'email' as const, value: 'other@example.com' }
    expect(await texts(other)).toContain('您的验证码：654321')
  })
})
