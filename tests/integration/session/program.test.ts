import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { revokeSignIn } from '#app/domain/account/write.server.ts'
import { listTokens } from '#app/domain/token/read.server.ts'
import type { Scope } from '#app/domain/token/token.ts'
import { giveToken } from '../../support/api.ts'
import { type Bureau, type Institution, makeBureau, makeInstitution } from '../../support/people.ts'
import { type Line, proxyTo } from '../../support/proxy.ts'
import { command, makeSession, register } from '../../support/sessions.ts'
import { openSite, type Site } from '../../support/site.ts'
import { testWorld } from '../../support/world.ts'

const example = join(import.meta.dirname, '..', '..', '..', 'docs', 'example-client.mjs')
const live: Scope[] = ['market:read', 'live:read', 'live:write']

const world = testWorld()
let site: Site
let line: Line
let bureau: Bureau
let bank: Institution
let session: string
const children: ChildProcess[] = []

beforeAll(async () => {
  site = await openSite(world)
  line = await proxyTo(site.url)
  bureau = world.bureau = await makeBureau(world)
  bank = await makeInstitution(world)
  session = await makeSession(world, bureau)
  await register(world, bank.loanOfficer, session)
  await host('open_lobby')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill()
})
afterAll(async () => {
  await line?.close()
  await site?.close()
})

const host = (type: string, body: unknown = {}) =>
  site.services.live.append(session, bureau.host.actor, command(type, body))

interface Said {
  state?: string
  reason?: { refusal?: string; code?: string; reason?: string }
  snapshot?: number
  event?: { seq: number; type: string; texts?: Record<string, string> }
  answer?: { ok: boolean; refusal?: { message: string } }
}

/** Starts the example as a program of the token's holder. */
function startExample(token: string) {
  const child = spawn(process.execPath, [example, line.url, session], {
    env: { PATH: process.env.PATH, LIANQIAO_TOKEN: token } as never,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  const said: Said[] = []
  createInterface({ input: child.stdout! }).on('line', (text) => said.push(JSON.parse(text)))
  return {
    said,
    events: () => said.flatMap(({ event }) => event ?? []),
    texts: () => said.flatMap(({ event }) => Object.values(event?.texts ?? {})),
    type: (type: string, body: unknown) =>
      child.stdin!.write(`${JSON.stringify({ type, body })}\n`),
    until: (holds: () => boolean) =>
      vi.waitFor(() => expect(holds(), JSON.stringify(said)).toBe(true), {
        timeout: 15_000,
        interval: 20,
      }),
  }
}

describe('A program in plain JavaScript, written from the protocol’s page,', () => {
  test('follows a session, speaks in it, and misses and doubles nothing when the line breaks', async () => {
    const program = startExample(await giveToken(world, bank.loanOfficer, live))
    await program.until(() => program.said.some(({ state }) => state === 'joined'))
    program.type('say', { text: '我们可以做信用贷款' })
    await program.until(() => program.said.some(({ answer }) => answer?.ok === true))
    await program.until(() => program.texts().includes('我们可以做信用贷款'))
    line.cut()
    await program.until(() => program.said.some(({ state }) => state === 'lost'))
    await host('say', { text: '断线时说的话' })
    program.type('say', { text: '断线时发出的话' })
    line.mend()
    await program.until(() => program.texts().includes('断线时发出的话'))
    const texts = program.texts()
    expect(texts.filter((text) => text === '断线时说的话')).toHaveLength(1)
    expect(texts.filter((text) => text === '断线时发出的话')).toHaveLength(1)
    expect(program.said.filter(({ snapshot }) => snapshot !== undefined)).toHaveLength(1)
    const numbers = program.events().map(({ seq }) => seq)
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
  })

  test('comes in by itself when the database, away at its return, is back', async () => {
    const program = startExample(await giveToken(world, bank.loanOfficer, live))
    const times = (state: string) => program.said.filter((item) => item.state === state).length
    await program.until(() => times('joined') === 1)
    line.cut()
    await program.until(() => times('lost') > 0)
    await world.whileAway(async () => {
      line.mend()
      const before = times('lost')
      await program.until(() => times('lost') > before + 1)
    })
    await program.until(() => times('joined') === 2)
    expect(times('stopped')).toBe(0)
  })

  test('is sent out as soon as its token ends', async () => {
    const program = startExample(await giveToken(world, bank.loanOfficer, live))
    await program.until(() => program.said.some(({ state }) => state === 'joined'))
    const [newest] = await listTokens(world.db, bank.loanOfficer.personId, world.db.now())
    await revokeSignIn(world.db, bank.loanOfficer.actor, newest!.id)
    await program.until(() => program.said.at(-1)?.reason?.reason === 'signed_out')
  })

  test('only follows when its token is for following, and not even that without', async () => {
    const follower = await giveToken(world, bank.loanOfficer, ['market:read', 'live:read'])
    const program = startExample(follower)
    await program.until(() => program.said.some(({ state }) => state === 'joined'))
    program.type('say', { text: '不该出现' })
    await program.until(() => program.said.some(({ answer }) => answer?.ok === false))
    expect(program.said.find(({ answer }) => answer)?.answer?.refusal).toMatchObject({
      message: 'api.insufficient_scope',
    })
    const other = startExample(await giveToken(world, bank.loanOfficer, ['market:read']))
    await other.until(() => other.said.some(({ state }) => state === 'stopped'))
    expect(other.said.at(-1)?.reason).toMatchObject({ refusal: 'forbidden' })
  })

  test('with a wrong token is turned away, not taken for a visitor', async () => {
    const program = startExample(`lq_${'x'.repeat(43)}`)
    await program.until(() => program.said.some(({ state }) => state === 'stopped'))
    expect(program.said.at(-1)?.reason).toMatchObject({ code: 'api.invalid_token' })
    const ask = (headers: Record<string, string>) => {
      const socket = new WebSocket(
        `${site.url.replace('http', 'ws')}/realtime?EIO=4&transport=websocket`,
        { headers } as never,
      )
      return new Promise<string>((resolve) => {
        socket.onmessage = ({ data }) => {
          if (data[0] === '0') socket.send('40')
          else if (data[0] === '4') {
            resolve(data)
            socket.close()
          }
        }
      })
    }
    expect(await ask({ Authorization: `Bearer lq_${'x'.repeat(43)}` })).toMatch(
      /^44\{"message":"signed_out"/,
    )
    const right = await giveToken(world, bank.loanOfficer, live)
    expect(await ask({ Authorization: `Bearer ${right}` })).toMatch(/^40\{"sid"/)
  })
})
