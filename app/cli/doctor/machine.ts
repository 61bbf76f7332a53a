import { statfs } from 'node:fs/promises'
import { connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Env } from '../../env.ts'
import { bad, type Finding, good, warn } from './finding.ts'

const oldestNode = [22, 18] as const
const leastGigabytes = 2
const certificateDays = 21
const answerWithinMs = 5000

/** This machine, and what it writes to. */
export async function examineMachine(env: Env, dataFolder: string): Promise<Finding[]> {
  return [
    node(),
    ...settings(env),
    await disk(dataFolder),
    await mail(env),
    await sms(env),
    await certificate(env),
  ]
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
  return enough
    ? good('Node', process.versions.node)
    : bad('Node', `It is ${process.versions.node}: use ${oldestNode.join('.')} or newer.`)
}

function settings(env: Env): Finding[] {
  const found: Finding[] = []
  if (!env.PUBLIC_URL) {
    found.push(
      warn(
        'PUBLIC_URL',
        'It is not set, so links in letters name this machine by HOST and PORT: set the address that browsers use.',
      ),
    )
  }
  if (env.SECOND_FACTOR === 'offered' && env.PUBLIC_URL) {
    found.push(
      warn(
        'SECOND_FACTOR',
        'Institutions and the bureau may sign in with a password alone: set it to required.',
      ),
    )
  }
  if (env.PUBLIC_URL?.startsWith('https:') && env.TRUST_PROXY === 0) {
    found.push(
      warn(
        'TRUST_PROXY',
        'TLS ends before this process, yet no proxy is trusted, so all share one address in the limits: set the number of proxies.',
      ),
    )
  }
  return found.length > 0 ? found : [good('settings', 'They make sense.')]
}

async function disk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const free = (bavail * bsize) / 2 ** 30
  const says = `${free.toFixed(1)} GB are free at ${folder}`
  return free < leastGigabytes
    ? bad('disk', `${says}: make room, ${leastGigabytes} GB at least.`)
    : good('disk', `${says}.`)
}

async function mail({ SMTP_URL }: Env): Promise<Finding> {
  if (!SMTP_URL)
    return warn('mail', 'No server is named, so mails land as files in the outbox: set SMTP_URL.')
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ url: SMTP_URL, connectionTimeout: answerWithinMs } as never)
  try {
    await transport.verify()
    return good('mail', 'The server takes our letters.')
  } catch (error) {
    return bad('mail', `The server does not take us (${(error as Error).message}): mend SMTP_URL.`)
  } finally {
    transport.close()
  }
}

async function sms({ SMS_GATEWAY_URL }: Env): Promise<Finding> {
  if (!SMS_GATEWAY_URL) {
    return warn(
      'SMS',
      'No gateway is named, so messages land as files in the outbox: set SMS_GATEWAY_URL.',
    )
  }
  const { hostname, port, protocol } = new URL(SMS_GATEWAY_URL)
  const reached = await reaches(hostname, Number(port) || (protocol === 'https:' ? 443 : 80))
  return reached
    ? good('SMS', 'The gateway answers.')
    : bad('SMS', `The gateway at ${hostname} does not answer: mend SMS_GATEWAY_URL.`)
}

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, timeout: answerWithinMs })
    const end = (reached: boolean) => {
      socket.destroy()
      resolve(reached)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

async function certificate({ PUBLIC_URL }: Env): Promise<Finding> {
  if (!PUBLIC_URL?.startsWith('https:')) {
    return PUBLIC_URL
      ? warn('TLS', 'PUBLIC_URL is not https: passkeys and bound cookies need it.')
      : good('TLS', 'No public address is set.')
  }
  const { hostname, port } = new URL(PUBLIC_URL)
  const seen = await certificateOf(hostname, Number(port) || 443)
  if (!seen)
    return bad('TLS', `${hostname} does not answer over TLS: start the proxy, or mend PUBLIC_URL.`)
  if (seen.wrong)
    return bad('TLS', `Browsers refuse the certificate of ${hostname} (${seen.wrong}): renew it.`)
  return seen.days < certificateDays
    ? bad('TLS', `The certificate of ${hostname} ends in ${seen.days} days: renew it.`)
    : good('TLS', `The certificate of ${hostname} holds for ${seen.days} days.`)
}

function certificateOf(
  host: string,
  port: number,
): Promise<{ days: number; wrong: string | null } | null> {
  return new Promise((resolve) => {
    const socket = connectTls({
      host,
      port,
      ...(isIP(host) ? {} : { servername: host }),
      rejectUnauthorized: false,
      timeout: answerWithinMs,
    })
    const end = (seen: { days: number; wrong: string | null } | null) => {
      socket.destroy()
      resolve(seen)
    }
    socket.once('secureConnect', () => {
      const { valid_to } = socket.getPeerCertificate()
      const days = Math.floor((Date.parse(valid_to) - Date.now()) / 86_400_000)
      end({ days, wrong: socket.authorized ? null : String(socket.authorizationError) })
    })
    socket.once('timeout', () => end(null))
    socket.once('error', () => end(null))
  })
}
