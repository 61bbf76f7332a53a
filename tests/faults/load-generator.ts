import { connectLive, type RoomHandle } from '#realtime/client'
import { requestForm } from '../support/financing.ts'
import { type Institution, makeUscc, type Organization, type Person } from '../support/people.ts'
import type { Ledger } from './ledger.ts'
import type { FaultyNode } from './market.ts'
import type { Chance } from './seeded-random.ts'

export interface Cast {
  enterprises: Organization[]
  institutions: Institution[]
  officer: Person
  host: Person
  sessionId: string
}

export interface Swarm {
  /** Ends when everybody has done what they were at. */
  stop(): Promise<void>
}

interface Setting {
  /** Begins the names of what it makes. */
  name: string
  cast: Cast
  nodes: readonly FaultyNode[]
  /** Where sockets go: a line that leads to whatever node lives. */
  lineUrl: string
  ledger: Ledger
  chance: Chance
  /** How long a form waits for its answer; usually no longer than what is stopped or filled needs to be well again. */
  patienceMs?: number
}

/** A word is sent again until it is answered, so its answer comes as soon as any node is well. */
const wordWithinMs = 60_000

/** Clients that import, publish, claim, offer and chat until they are stopped, each taking what comes. */
export function startSwarm(setting: Setting): Swarm {
  const { name, cast, lineUrl, ledger, chance } = setting
  const post = createPoster(setting)
  let going = true
  let count = 0
  const open: string[] = []

  async function publish(): Promise<void> {
    const { owner } = chance.anyOf(cast.enterprises)
    const title = `断电之夜${name}-${++count}号设备款`
    ledger.drafts.set(title, null)
    const drafted = await post('/requests/new', owner, {
      ...formOf(requestForm),
      intent: 'draft',
      title,
    })
    const id = /\/requests\/([\w-]{36})/.exec(drafted?.location ?? '')?.[1]
    if (!id) return
    ledger.drafts.set(title, id)
    if (!(await post(`/requests/${id}`, owner, { intent: 'submit' }))) return
    if (!(await post(`/requests/${id}`, cast.officer, { intent: 'publish', version: '2' }))) return
    ledger.published.add(id)
    open.push(id)
  }

  async function claim(): Promise<void> {
    if (open.length === 0) return publish()
    const requestId = chance.anyOf(open.slice(-12))
    const institution = chance.anyOf(cast.institutions)
    const claimed = await post(`/requests/${requestId}`, institution.loanOfficer, {
      intent: 'claim',
    })
    const threadId = /\/threads\/([\w-]{36})/.exec(claimed?.location ?? '')?.[1]
    if (!threadId) return
    ledger.claims.push({ threadId, requestId, institutionId: institution.id })
    const amount = 100 + chance.below(180)
    const made = await post(`/threads/${threadId}`, institution.loanOfficer, {
      intent: 'offer',
      amountFen: String(amount),
      rateBp: '3.65',
      termMonths: '12',
      guarantees: 'credit',
      validUntil: '2030-12-31',
    })
    if (made) ledger.offers.push({ threadId, amountFen: amount * 1_000_000 })
  }

  async function takeIn(): Promise<void> {
    const codes = Array.from({ length: 20 }, makeUscc)
    const lines = codes.map(
      (code, n) => `南昌断电${name}${count}${n}机械有限公司${code.slice(-6)},${code}`,
    )
    const file = new File([`name,uscc\n${lines.join('\n')}`], `companies-${++count}.csv`)
    const uploaded = await post('/bureau/imports', cast.officer, {
      intent: 'upload',
      kind: 'enterprises',
      file,
    })
    const id = /\/imports\/([\w-]{36})/.exec(uploaded?.location ?? '')?.[1]
    if (!id) return
    const way = `/bureau/imports/${id}`
    if (
      !(await post(way, cast.officer, { intent: 'check', 'column.name': '0', 'column.uscc': '1' }))
    )
      return
    for (let tries = 0; tries < 40 && going; tries++) {
      await pause(500)
      if (!(await post(way, cast.officer, { intent: 'take_in' }))) continue
      ledger.imports.push({ id, codes })
      return
    }
  }

  async function askForLetter(): Promise<void> {
    const address = `letter-${name}-${++count}@example.com`
    const asked = await post('/sign-up', null, { intent: 'ask_code', contact: address })
    if (asked) ledger.letters.push(address)
  }

  const rooms = cast.enterprises.map(({ owner }) => talker(lineUrl, owner, cast.sessionId))
  async function chat(): Promise<void> {
    const text = `${name}第${++count}句`
    ledger.words.set(text, false)
    const sent = chance.anyOf(rooms).room.send('say', { text })
    const answer = await Promise.race([sent, pause(wordWithinMs).then(() => null)])
    if (!answer) ledger.silent.push(text)
    else if (answer.ok) ledger.words.set(text, true)
    else if (answer.refusal.refusal === 'too_many') ledger.words.delete(text)
  }

  const lane = async (work: () => Promise<void>, restMs: number) => {
    while (going) {
      await work()
      await pause(restMs * (0.5 + chance.next()))
    }
  }
  const lanes = [
    lane(publish, 150),
    lane(publish, 150),
    lane(claim, 60),
    lane(claim, 60),
    lane(claim, 60),
    lane(chat, 250),
    lane(chat, 250),
    lane(takeIn, 3000),
    lane(askForLetter, 1500),
  ]
  return {
    async stop() {
      going = false
      await Promise.all(lanes)
      for (const one of rooms) one.connection.close()
    },
  }
}

const formOf = (form: object): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name,
      Array.isArray(value) ? value : String(value),
    ]),
  )

function talker(url: string, person: Person, sessionId: string) {
  const connection = connectLive({
    url,
    transports: ['websocket'],
    extraHeaders: { cookie: `lianqiao=${person.token}` },
  })
  const room: RoomHandle = connection.room({ room: sessionId, since: 0, onFrame: () => {} })
  return { connection, room }
}

/** Sends a form as a browser would, to any node that is up. @returns null where it was refused or no answer came */
function createPoster({ nodes, ledger, chance, patienceMs = 15_000 }: Setting) {
  const { counts } = ledger
  return async (
    path: string,
    person: Person | null,
    fields: Record<string, string | string[] | File>,
  ): Promise<{ location: string | null } | null> => {
    const up = nodes.filter((node) => node.up)
    if (up.length === 0) {
      await pause(200)
      return null
    }
    const { url } = chance.anyOf(up)
    counts.asked++
    try {
      const response = await fetch(url + path, {
        method: 'POST',
        body: bodyOf(fields),
        redirect: 'manual',
        signal: AbortSignal.timeout(patienceMs),
        headers: {
          origin: url,
          'x-forwarded-for': `10.${chance.below(250)}.${chance.below(250)}.1`,
          ...(person ? { cookie: `lianqiao=${person.token}` } : {}),
        },
      })
      await response.arrayBuffer()
      if (response.status < 400) {
        counts.acknowledged++
        return { location: response.headers.get('location') }
      }
      if (response.status < 500) counts.refused++
      else {
        counts.failed++
        await pause(200)
      }
    } catch {
      counts.unanswered++
      await pause(200)
    }
    return null
  }
}

function bodyOf(fields: Record<string, string | string[] | File>): FormData | URLSearchParams {
  const file = Object.values(fields).some((value) => value instanceof File)
  const body = file ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one as string)
  }
  return body
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
