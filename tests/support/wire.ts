import type { Person } from './people.ts'

/** A connection to the rooms, spoken by hand as PROTOCOL.md says, so that nothing that came over it is overlooked. */
export interface Wire {
  /** Sends a message and waits for its answer. */
  // biome-ignore lint/suspicious/noExplicitAny: each message has an answer of its own
  ask(event: string, body: unknown): Promise<any>
  /** The same with a body that is JSON already. */
  // biome-ignore lint/suspicious/noExplicitAny: each message has an answer of its own
  askText(event: string, json: string): Promise<any>
  /** Resolves when something of this form has come. */
  until(form: RegExp): Promise<void>
  /** Resolves when the server ends the connection. */
  closed: Promise<void>
  /** All that the server sent. */
  received(): string
  close(): void
}

/** @param who whose browser it is, what program's token, or the link of a screen */
export async function openWire(
  url: string,
  who: Pick<Person, 'token'> | { program: string } | { screenOf: string; token: string } | null,
): Promise<Wire> {
  const isScreen = who !== null && 'screenOf' in who
  const headers =
    !who || isScreen
      ? {}
      : 'program' in who
        ? { authorization: `Bearer ${who.program}` }
        : { cookie: `__Host-lianqiao=${who.token}` }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime?EIO=4&transport=websocket`, {
    headers,
  } as unknown as string[])
  const waiting = new Map<number, (answer: unknown) => void>()
  let text = ''
  let awaited: { form: RegExp; met: () => void }[] = []
  let last = 0
  let welcome = () => {}
  let turnAway = (_why: string) => {}
  const open = new Promise<void>((resolve, reject) => {
    welcome = resolve
    turnAway = (why) => reject(new Error(why))
    socket.onerror = () => turnAway('The connection was broken off.')
  })
  socket.onmessage = ({ data }) => {
    const packet = String(data)
    text += packet
    for (const { met } of awaited.filter(({ form }) => form.test(text))) met()
    awaited = awaited.filter(({ form }) => !form.test(text))
    if (packet === '2') socket.send('3')
    if (packet.startsWith('0')) socket.send(`40${isScreen ? JSON.stringify(who) : ''}`)
    if (packet.startsWith('40')) welcome()
    if (packet.startsWith('44')) turnAway(JSON.parse(packet.slice(2)).message)
    const answer = /^43(\d+)(.*)$/s.exec(packet)
    if (answer) waiting.get(Number(answer[1]))?.(JSON.parse(answer[2]!)[0])
  }
  const closed = new Promise<void>((resolve) => {
    socket.onclose = () => resolve()
  })
  await open
  const askText = (event: string, json: string) => {
    const number = last++
    const answer = new Promise((resolve) => waiting.set(number, resolve))
    socket.send(`42${number}["${event}",${json}]`)
    return answer
  }
  return {
    ask: (event, body) => askText(event, JSON.stringify(body)),
    askText,
    until: (form) =>
      new Promise((met) => {
        if (form.test(text)) met()
        else awaited.push({ form, met })
      }),
    closed,
    received: () => text,
    close: () => socket.close(),
  }
}
