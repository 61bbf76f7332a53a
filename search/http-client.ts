import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { text } from 'node:stream/consumers'

type Fetch = Parameters<typeof fetch>

/**
 * Asks the search server over connections that stay open, as the `httpClient` of its library, which would use `fetch`:
 * there, in one search of twenty, the second segment of an answer waits until the kernel acknowledges the first, 40 ms,
 * and each answer, however small, is packed and unpacked.
 * @returns what it answers, from JSON @throws {Error} when it doesn't, or says that something is wrong
 */
export function createKeepAliveFetch(): (...args: Fetch) => Promise<unknown> {
  const agent = new Agent({ keepAlive: true })
  const secureAgent = new SecureAgent({ keepAlive: true })
  const send = ({ method = 'GET', headers, body, signal }: RequestInit, url: URL) => {
    const options = { method, headers: Object.fromEntries(new Headers(headers)), signal }
    const sending =
      url.protocol === 'https:'
        ? secureRequest(url, { ...options, agent: secureAgent } as never)
        : request(url, { ...options, agent } as never)
    return answerTo(sending, body)
  }
  return async (input, init = {}) => {
    const url = new URL(String(input))
    // The server may close a connection that rested in the moment in which it is used again: another one is asked then.
    const response = await send(init, url).catch((error: Failure) => {
      if (!error.rested) throw error
      return send(init, url)
    })
    const answer = await text(response)
    if ((response.statusCode ?? 500) >= 400) throw refusal(response.statusCode, answer)
    return answer === '' ? undefined : JSON.parse(answer)
  }
}

/** With the search server's own code for what is wrong, such as `index_not_found`. */
const refusal = (status: number | undefined, answer: string): Error =>
  Object.assign(new Error(`The search server answered ${status}: ${answer.slice(0, 200)}`), {
    code: /"code":"(\w+)"/.exec(answer)?.[1],
  })

interface Failure extends Error {
  code?: string
  /** It came over a connection that had been used before, and was cut. */
  rested?: boolean
}

const answerTo = (sending: ClientRequest, body: unknown): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    sending.once('response', resolve)
    sending.once('error', (error: Failure) => {
      const rested = sending.reusedSocket && error.code === 'ECONNRESET'
      reject(Object.assign(error, { rested }))
    })
    sending.end(typeof body === 'string' ? body : undefined)
  })
