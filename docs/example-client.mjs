/**
 * A client of the live protocol in plain JavaScript: no package, only what Node 22 and newer bring.
 * It speaks Engine.IO and Socket.IO by hand, as realtime/PROTOCOL.md describes them.
 *
 *   LIANQIAO_TOKEN=lq_… node docs/example-client.mjs https://market.example SESSION_ID
 *
 * Prints what it sees, a line of JSON each; sends what is typed as `{"type": "say", "body": {"text": "…"}}`.
 */
import { createInterface } from 'node:readline'

const [origin, room] = process.argv.slice(2)
const token = process.env.LIANQIAO_TOKEN
const print = (what) => console.log(JSON.stringify(what))

/** The number of the last event that was seen; null before the first snapshot. */
let seen = null
let socket = null
let joined = false
let pause = 300
let nextAck = 0
/** Questions that wait for their acknowledgement, by its number. */
const asked = new Map()
/** Commands without an answer yet, by their ids: sent again until there is one. */
const pending = new Map()

function connect() {
  socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/realtime?EIO=4&transport=websocket`)
  socket.onmessage = ({ data }) => receive(data)
  socket.onerror = () => {}
  socket.onclose = () => {
    joined = false
    asked.clear()
    print({ state: 'lost' })
    setTimeout(connect, pause * (1 + Math.random() / 2))
    pause = Math.min(pause * 2, 4000)
  }
}

/** One packet: the first character is Engine.IO's kind, the second, of a message, Socket.IO's. */
function receive(packet) {
  const kind = packet[0]
  if (kind === '0') return socket.send(`40${JSON.stringify({ token })}`)
  if (kind === '2') return socket.send('3')
  if (kind !== '4') return
  const [, , number, json] = /^4(\d)(\d*)(.*)$/s.exec(packet)
  const content = json ? JSON.parse(json) : null
  if (packet[1] === '0') return join()
  if (packet[1] === '4') return turnedAway(content.data ?? content)
  if (packet[1] === '3') return answered(Number(number), content[0])
  if (packet[1] === '2') hear(...content)
}

/** At the door: only what is unavailable for now is worth another try. */
function turnedAway(refusal) {
  if (refusal.refusal === 'unavailable') socket.close()
  else stop(refusal)
}

/** Sends an event and hands its acknowledgement on. */
function ask(name, message, then) {
  asked.set(nextAck, then)
  socket.send(`42${nextAck++}${JSON.stringify([name, message])}`)
}

function answered(number, answer) {
  const then = asked.get(number)
  asked.delete(number)
  then?.(answer)
}

/** Enters the room, or resumes after the last number that was seen. */
function join() {
  ask('join', { room, since: seen }, (answer) => {
    if (!answer.ok)
      return answer.refusal.refusal === 'unavailable' ? setTimeout(join, 500) : stop(answer.refusal)
    pause = 300
    joined = true
    if (answer.snapshot) snapshot(answer.snapshot)
    print({ state: 'joined', head: answer.head, presence: answer.presence })
    for (const command of pending.values()) send(command)
  })
}

function snapshot({ seq, view }) {
  seen = seq
  print({ snapshot: seq, phase: view.state.phase })
}

/** What the server says by itself. */
function hear(name, message) {
  if (name === 'stopped') return stop(message)
  if (name === 'presence') return print({ presence: message.count })
  if (name !== 'frame' || message.to <= seen) return
  if (message.from > seen + 1) return join()
  for (const event of message.events) if (event.seq > seen) print({ event })
  seen = message.to
}

/** The id is the client's own: sent twice, the command is done once and answered alike. */
function send(command) {
  ask('command', { room, ...command }, (answer) => {
    if (!answer.ok && answer.refusal.refusal === 'unavailable')
      return setTimeout(() => joined && send(command), 500)
    pending.delete(command.id)
    print({ answer })
  })
}

function stop(reason) {
  print({ state: 'stopped', reason })
  process.exit(0)
}

const answer = await fetch(`${origin}/api/v1/sessions/${room}`, {
  headers: { Authorization: `Bearer ${token}` },
})
const session = await answer.json()
if (!answer.ok) stop(session)
print({ title: session.title, state: session.state })
connect()
createInterface({ input: process.stdin }).on('line', (line) => {
  const command = { id: crypto.randomUUID(), ...JSON.parse(line) }
  pending.set(command.id, command)
  if (joined) send(command)
})
