/** Reads the heap of another process of Node through its inspector. */
export interface HeapReader {
  /** Bytes in use once all garbage is gone. */
  used(): Promise<number>
  close(): void
}

/** What a process is started with, so that its inspector listens on a port of its own and prints where. */
export const inspected = '--inspect=127.0.0.1:0'
const listening = /Debugger listening on (ws:\/\/\S+)/

/** @returns the inspector's address, if this line of what the process prints tells it */
export const inspectorIn = (line: string): string | null => listening.exec(line)?.[1] ?? null

/** Speaks the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/) with such a process. */
export async function openHeapReader(url: string): Promise<HeapReader> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, (result: unknown) => void>()
  let last = 0
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    waiting.get(id)?.(result)
    waiting.delete(id)
  }
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  const ask = (method: string) =>
    new Promise<unknown>((resolve) => {
      waiting.set(++last, resolve)
      socket.send(JSON.stringify({ id: last, method }))
    })
  return {
    async used() {
      await ask('HeapProfiler.collectGarbage')
      await ask('HeapProfiler.collectGarbage')
      return ((await ask('Runtime.getHeapUsage')) as { usedSize: number }).usedSize
    },
    close: () => socket.close(),
  }
}
