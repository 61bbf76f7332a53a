import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Checked } from '#app/domain/webhook/address.server.ts'
import type { Outcome } from '#app/domain/webhook/deliver.server.ts'

/** Both for the connection and for the whole answer. */
const timeoutMs = 10_000
/** More of an answer is not read; nobody looks at it. */
const mostAnswerBytes = 64 * 1024

export interface Call {
  url: URL
  /** Where to connect, whatever the name says by now. */
  target: Checked
  headers: Record<string, string>
  body: string
}

/** Posts to the very address that was checked, follows no redirect, and tells how it went. Never throws. */
export function callWebhook({ url, target, headers, body }: Call): Promise<Outcome> {
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    timeout: timeoutMs,
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'Lianqiao-Webhooks/1',
    },
    lookup: (_name, { all }, done) =>
      all
        ? done(null, [{ address: target.address, family: target.family }])
        : done(null, target.address, target.family),
  }
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options)
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > mostAnswerBytes) response.destroy()
      })
      // What the status says holds, whether or not the rest of the answer arrives.
      response.on('close', () => resolve({ status }))
      response.on('error', () => resolve({ status }))
    })
    request.on('timeout', () => request.destroy(new Error('timeout')))
    request.on('error', (error) => resolve({ fault: faultOf(error) }))
    request.end(body)
  })
}

function faultOf(error: NodeJS.ErrnoException): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || error.message === 'timeout') {
    return 'timeout'
  }
  if (error.code === 'ECONNREFUSED') return 'refused'
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(error.code ?? '')) return 'certificate'
  return 'connection'
}
