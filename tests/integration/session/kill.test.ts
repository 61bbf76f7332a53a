import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFacts } from '#app/domain/session/event-store.server.ts'
import { type Bureau, makeBureau, makeEnterprise, type Organization } from '../../support/people.ts'
import { type Line, proxyTo } from '../../support/proxy.ts'
import {
  comeIn,
  command,
  isLive,
  makeSession,
  type Node,
  nouns,
  register,
  startNode,
} from '../../support/sessions.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
let bureau: Bureau
let firms: Organization[]
let survivor: Node
const children: ChildProcess[] = []
const proxies: Line[] = []

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
  firms = await Promise.all(Array.from({ length: 6 }, () => makeEnterprise(world)))
  survivor = await startNode(world.appUrl, nouns)
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(proxies.map((proxy) => proxy.close()))
  await survivor.close()
})

async function startProcess(): Promise<{ url: string; child: ChildProcess }> {
  const script = join(import.meta.dirname, '..', '..', 'support', 'session-node.ts')
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, APP_URL: world.appUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return { url: line.toString().trim(), child }
}

describe('a web process that is killed in the middle of a session', () => {
  it('loses no acknowledged word and says none twice, while its guests move to another', async () => {
    const sessionId = await makeSession(world, bureau)
    for (const { owner } of firms) await register(world, owner, sessionId)
    for (const verb of ['open_lobby', 'go_live']) {
      await survivor.live.append(sessionId, bureau.host.actor, command(verb))
    }
    const { url, child } = await startProcess()
    // What stands before both processes leads to the one that lives.
    const way = await proxyTo(url)
    proxies.push(way)
    const guests = firms.map(({ owner }) => comeIn(way.url, owner.actor, sessionId))
    await Promise.all(guests.map((guest) => guest.until(isLive)))
    const words = guests.flatMap((guest, g) =>
      Array.from({ length: 7 }, (_, n) => ({ guest, text: `${g}号第${n}句` })),
    )
    const sent = words.map(({ guest, text }) => guest.handle.send('say', { text }))
    await Promise.race(sent)
    child.kill('SIGKILL')
    await once(child, 'exit')
    way.lead(survivor.url)
    const answers = await Promise.all(sent)
    expect(answers.every((answer) => answer.ok)).toBe(true)
    const last = Math.max(...answers.map((answer) => (answer.ok ? answer.seq : 0)))
    await Promise.all(
      guests.map((guest) => guest.until((item) => item.events.some((event) => event.seq === last))),
    )
    const facts = await readFacts(world.db, sessionId, 0)
    expect(facts.map((fact) => fact.seq)).toEqual(facts.map((_, index) => index + 1))
    const texts = await world.db
      .selectFrom('session_text')
      .where('session_id', '=', sessionId)
      .orderBy('text')
      .select('text')
      .execute()
    expect(texts.map((text) => text.text)).toEqual(words.map((word) => word.text).sort())
    for (const guest of guests) {
      const said = guest.events.filter((event) => event.type === 'said').map((event) => event.seq)
      expect(said).toEqual(facts.filter((fact) => fact.type === 'said').map((fact) => fact.seq))
      guest.close()
    }
  })
})
