/**
 * How many words a second one session takes, and how long their speakers wait for the acknowledgement.
 * `APP_URL=postgres://… node tests/bench/session.ts [seconds] [speakers]` on a migrated database; it makes a session there.
 */
import { randomUUID } from 'node:crypto'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import { createAppender } from '#app/domain/session/append.server.ts'
import { createLive } from '#app/domain/session/live.server.ts'
import { createRooms } from '#app/domain/session/rooms.server.ts'
import { connect } from '#db'
import { makeBureau } from '../support/people.ts'
import { command, makeSession, makeWorld, nouns } from '../support/sessions.ts'

const seconds = Number(process.argv[2] ?? 5)
const speakers = Number(process.argv[3] ?? 400)
const { db, close } = connect({ url: process.env.APP_URL as string })
const world = makeWorld(db)
const bureau = await makeBureau(world)
const sessionId = await makeSession(world, bureau)
const actor = await findActorBySignIn(db, bureau.host.actor.signInId, db.now())
if (!actor) throw new Error('The host is not signed in.')
const live = createLive({ db, nouns })
for (const verb of ['open_lobby', 'go_live']) await live.append(sessionId, actor, command(verb))
const host = await live.enter(sessionId, actor)
const appender = createAppender(db, createRooms(db), nouns)

const waits: number[] = []
const until = performance.now() + seconds * 1000
/** Each speaks for a person of their own, so that the limit of words per person does not count. */
async function speak(): Promise<void> {
  while (performance.now() < until) {
    const attendee = { ...host, who: { ...host.who, personId: randomUUID() } }
    const start = performance.now()
    const answer = await appender.append(sessionId, attendee, command('say', { text: '您好' }))
    if (!answer.ok) throw new Error(answer.refusal.message)
    waits.push(performance.now() - start)
  }
}
const start = performance.now()
await Promise.all(Array.from({ length: speakers }, speak))
const took = (performance.now() - start) / 1000
waits.sort((a, b) => a - b)
const at = (share: number) => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(1)
console.log(
  `${speakers} speakers: ${Math.round(waits.length / took)} commands/s, ack p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
)
await close()
