import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface Balancer {
  url: string
  close(): Promise<void>
}

const cookie = 'balancer_node'

/**
 * A load balancer with stickiness, as in front of several nodes: who came once goes to the same node again,
 * and to another one when that is gone.
 */
export async function startBalancer(targets: readonly string[]): Promise<Balancer> {
  let next = 0
  const choose = (message: IncomingMessage): number => {
    const kept = new RegExp(`${cookie}=(\\d+)`).exec(message.headers.cookie ?? '')?.[1]
    return kept === undefined ? next++ % targets.length : Number(kept) % targets.length
  }
  const sockets = new Set<Socket>()
  const server = createServer((incoming, response) => {
    const first = choose(incoming)
    const body: Buffer[] = []
    incoming.on('data', (chunk) => body.push(chunk))
    incoming.on('end', () => forward(first, targets.length))

    function forward(index: number, left: number): void {
      const outgoing = request(new URL(incoming.url!, targets[index]), {
        method: incoming.method,
        headers: incoming.headers,
        setHost: false,
      })
      outgoing.on('response', (answer) => {
        const set = [
          answer.headers['set-cookie'] ?? [],
          `${cookie}=${index}; Path=/; HttpOnly`,
        ].flat()
        response.writeHead(answer.statusCode!, { ...answer.headers, 'set-cookie': set })
        answer.pipe(response)
        answer.on('error', () => response.destroy())
      })
      outgoing.on('error', () => {
        if (response.headersSent) response.destroy()
        else if (left > 1) forward((index + 1) % targets.length, left - 1)
        else response.writeHead(502).end()
      })
      outgoing.end(Buffer.concat(body))
    }
  })
  server.on('upgrade', (incoming, socket, head) => {
    const upgrade = (index: number, left: number): void => {
      const { hostname, port } = new URL(targets[index]!)
      const target = connect(Number(port), hostname)
      target.on('connect', () => {
        const headers = incoming.rawHeaders
          .map((text, at) => text + (at % 2 ? '\r\n' : ': '))
          .join('')
        target.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers}\r\n`)
        target.write(head)
        target.pipe(socket).pipe(target)
      })
      target.on('error', () =>
        left > 1 ? upgrade((index + 1) % targets.length, left - 1) : socket.destroy(),
      )
      target.on('close', () => socket.destroy())
      socket.on('error', () => target.destroy())
      socket.on('close', () => target.destroy())
    }
    upgrade(choose(incoming), targets.length)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
