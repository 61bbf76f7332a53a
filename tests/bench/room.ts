/**
 * How long a word takes to the last of many screens: `APP_URL=postgres://… node tests/bench/room.ts [guests] [words a second] [seconds]`
 * on a migrated database. Guests and server share this machine, in two processes.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import { createLive } from '#app/domain/session/live.server.ts'
import type { WireEvent } from '#app/domain/session/room/view.ts'
import { makeScreenLink } from '#app/domain/session/write.server.ts'
import { connect } from '#db'
import { connectLive } from '#realtime/client'
import { makeBureau } from '../support/people.ts'
import { command, makeSession, makeWorld, nouns } from '../support/sessions.ts'

const [guests = 1000, rate = 20, seconds = 5] = process.argv.slice(2).map(Number)
const { db, close } = connect({ url: process.env.APP_URL as string })
const world = makeWorld(db)
const bureau = await makeBureau(world)
const sessionId = await makeSession(world, bureau)
const actor = await findActorBySignIn(db, bureau.host.actor.signInId, db.now())
if (!actor) throw new Error('The host is not signed in.')
const live = createLive({ db, nouns })
for (const verb of ['open_lobby', 'go_live']) await live.append(sessionId, actor, command(verb))
const token = await makeScreenLink(db, bureau.host.actor, sessionId)

const script = join(import.meta.dirname, '..', 'support', 'session-node.ts')
const server = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
const [line] = (await once(server.stdout, 'data')) as [Buffer]
const url = line.toString().trim()

const delays: number[] = []
let joined = 0
const connections = Array.from({ length: guests }, () => {
  const connection = connectLive({
    url,
    transports: ['websocket'],
    auth: { screenOf: sessionId, token },
  })
  let there = false
  connection.room<WireEvent, unknown>({
    room: sessionId,
    since: null,
    onFrame: ({ events }) => {
      const now = Date.now()
      for (const { type, at } of events) {
        if (type === 'announced') delays.push(now - Date.parse(at))
      }
    },
    onConnection: ({ state }) => {
      if (state === 'live' && !there) joined++
      there ||= state === 'live'
    },
  })
  return connection
})
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
while (joined < guests) await pause(100)
let said = 0
for (const until = Date.now() + seconds * 1000; Date.now() < until; said++) {
  void live.append(sessionId, actor, command('announce', { text: '公告' }))
  await pause(1000 / rate)
}
await pause(2000)
delays.sort((a, b) => a - b)
const at = (share: number) => delays[Math.floor(delays.length * share)] ?? 0
console.log(
  `${guests} guests, ${said} words: ${delays.length} of ${guests * said} arrived, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
)
for (const connection of connections) connection.close()
server.kill()
await close()
process.exit(0)
