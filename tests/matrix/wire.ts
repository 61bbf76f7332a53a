import type { Person } from '../support/people.ts'

/** A connection to the rooms, spoken by hand as PROTOCOL.md says, so that nothing that came over it is overlooked. */
export interface Wire {
  /** Sends a message and waits for its answer. */
  // biome-ignore lint/suspicious/noExplicitAny: each message has an answer of its own
  ask(event: string, body: unknown): Promise<any>
  /** All that the server sent. */
  received(): string
  close(): void
}

export async function openWire(url: string, person: Person | null): Promise<Wire> {
  const headers = person ? { cookie: `__Host-lianqiao=${person.token}` } : {}
  const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime?EIO=4&transport=websocket`, {
    headers,
  } as unknown as string[])
  const waiting = new Map<number, (answer: unknown) => void>()
  let text = ''
  let last = 0
  let welcome = () => {}
  const open = new Promise<void>((resolve, reject) => {
    welcome = resolve
    socket.onerror = () => reject(new Error('The connection was not let in.'))
  })
  socket.onmessage = ({ data }) => {
    const packet = String(data)
    text += packet
    if (packet === '2') socket.send('3')
    if (packet.startsWith('0')) socket.send('40')
    if (packet.startsWith('40')) welcome()
    const answer = /^43(\d+)(.*)$/s.exec(packet)
    if (answer) waiting.get(Number(answer[1]))?.(JSON.parse(answer[2]!)[0])
  }
  await open
  return {
    ask(event, body) {
      const number = last++
      const answer = new Promise((resolve) => waiting.set(number, resolve))
      socket.send(`42${number}${JSON.stringify([event, body])}`)
      return answer
    },
    received: () => text,
    close: () => socket.close(),
  }
}
