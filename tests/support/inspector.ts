/** Looks into another process of Node through its inspector. */
export interface Inspector {
  /** Bytes of its heap in use once all garbage is gone. */
  heapUsed(): Promise<number>
  /** The addresses of the scripts that it has loaded. */
  scripts(): Promise<string[]>
  close(): void
}

/** What a process is started with, so that its inspector listens on a port of its own and prints where. */
export const inspected = '--inspect=127.0.0.1:0'
const listening = /Debugger listening on (ws:\/\/\S+)/

/** @returns the inspector's address, if this line of what the process prints tells it */
export const inspectorIn = (line: string): string | null => listening.exec(line)?.[1] ?? null

/** Speaks the DevTools protocol (https://chromedevtools.github.io/devtools-protocol/) with such a process. */
export async function openInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url)
  const waiting = new Map<number, (result: unknown) => void>()
  const scripts: string[] = []
  let last = 0
  socket.onmessage = ({ data }) => {
    const { id, result, method, params } = JSON.parse(String(data))
    if (method === 'Debugger.scriptParsed') scripts.push(params.url)
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
    async heapUsed() {
      await ask('HeapProfiler.collectGarbage')
      await ask('HeapProfiler.collectGarbage')
      return ((await ask('Runtime.getHeapUsage')) as { usedSize: number }).usedSize
    },
    async scripts() {
      await ask('Debugger.enable')
      await ask('Debugger.disable')
      return scripts
    },
    close: () => socket.close(),
  }
}
