import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
let firm: Organization
let node: Node
let line: Line
let sessionId: string
let turnedAway = () => {}

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
  firm = await makeEnterprise(world)
  node = await startNode(world.appUrl, nouns, {}, { onError: () => turnedAway() })
  line = await proxyTo(node.url)
  sessionId = await makeSession(world, bureau)
  await register(world, firm.owner, sessionId)
  for (const verb of ['open_lobby', 'go_live']) {
    await node.live.append(sessionId, bureau.host.actor, command(verb))
  }
})
afterAll(async () => {
  await line?.close()
  await node?.close()
})

describe('a guest at the door', () => {
  it('who returns while the database is away comes in by itself when that is back, with what was written', async () => {
    const guest = comeIn(line.url, firm.owner.actor, sessionId)
    await guest.until(isLive)
    line.cut()
    await guest.until((item) => item.state?.state === 'reconnecting')
    const sending = guest.handle.send('say', { text: '断电时写下的话' })
    await world.whileAway(async () => {
      const refused = new Promise<void>((resolve) => {
        turnedAway = resolve
      })
      line.mend()
      await refused
      expect(guest.state?.pending).toBe(1)
    })
    expect(await sending).toMatchObject({ ok: true })
    await guest.until(isLive)
    guest.close()
  })

  it('who shows a token that is over is told so, and nothing waits for ever', async () => {
    const guest = comeIn(node.url, null, sessionId, { auth: { token: `lq_${'x'.repeat(43)}` } })
    const sending = guest.handle.send('say', { text: '没有人会听到' })
    await guest.until((item) => item.state?.state === 'stopped')
    expect(guest.state).toMatchObject({ pending: 0, reason: { refusal: 'signed_out' } })
    expect(await sending).toMatchObject({ ok: false, refusal: { refusal: 'signed_out' } })
    guest.close()
  })
})
