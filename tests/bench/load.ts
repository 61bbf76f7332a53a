import { Agent, request } from 'node:http'

/** A caller that keeps its connection, and costs the machine little. */
export function createCaller(url: string, agent = new Agent({ keepAlive: true })) {
  const { hostname, port } = new URL(url)
  return (
    path: string,
    {
      body,
      headers = {},
      method = body === undefined ? 'GET' : 'POST',
    }: { body?: string; headers?: Record<string, string>; method?: string } = {},
  ): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const call = request(
        {
          hostname,
          port,
          path,
          agent,
          method,
          headers: { ...(body === undefined ? {} : jsonHeaders(body)), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          )
        },
      )
      call.on('error', reject)
      call.end(body)
    })
}

const jsonHeaders = (body: string) => ({
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
})

/** Each caller goes on until all of the work is done. @returns how long each piece took, in ms */
export async function inLanes<T>(
  work: readonly T[],
  lanes: number,
  run: (item: T, lane: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = []
  const rest = work.values()
  const lane = async (_: unknown, number: number) => {
    for (const one of rest) {
      const started = performance.now()
      await run(one, number)
      times.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return times
}

/** How often a second so many callers get an answer, over and over for a while. */
export async function countPerSecond(
  seconds: number,
  lanes: number,
  run: (turn: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now()
  const until = started + seconds * 1000
  let turns = 0
  const lane = async () => {
    while (performance.now() < until) await run(turns++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return turns / ((performance.now() - started) / 1000)
}
