import { type AddressInfo, createServer, connect as open, type Socket } from 'node:net'

export interface Line {
  url: string
  /** Cuts every connection and refuses new ones. */
  cut(): void
  mend(): void
  /** Leads new connections to another server. */
  lead(target: string): void
  close(): Promise<void>
}

/** A line to a server that a test can cut and mend. */
export async function proxyTo(target: string): Promise<Line> {
  let { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = open(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      // Who is cut off at one end is told at the other.
      socket.on('error', () => {
        near.destroy()
        far.destroy()
      })
      socket.on('close', () => sockets.delete(socket))
    }
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false
      cutAll()
    },
    mend() {
      whole = true
    },
    lead(next) {
      ;({ hostname, port } = new URL(next))
    },
    async close() {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
