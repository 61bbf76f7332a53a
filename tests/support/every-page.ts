import { randomUUID } from 'node:crypto'
import { generateSync } from 'otplib'
import { bureau, enterprises, institutions } from '#app/cli/seed/cast.ts'
import { person } from '#app/cli/seed/people.ts'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import {
  openSignInFor,
  type PendingSignIn,
  registerPerson,
  signIn,
} from '#app/domain/account/write.server.ts'
import type { Acting, Actor } from '#app/domain/actor.ts'
import { raiseAppeal } from '#app/domain/appeal/write.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { uploadImport } from '#app/domain/import/write.server.ts'
import { inviteMember, switchOrganization } from '#app/domain/membership/write.server.ts'
import { findTotpSetUp } from '#app/domain/mfa/read.server.ts'
import { beginTotp, confirmTotp } from '#app/domain/mfa/write.server.ts'
import { unsubscribeToken } from '#app/domain/notice/write.server.ts'
import { draftProduct } from '#app/domain/product/write.server.ts'
import { draftRequest, returnRequest, submitRequest } from '#app/domain/request/write.server.ts'
import {
  makeScreenLink,
  moveSessionByHost,
  registerForSession,
  scheduleSession,
} from '#app/domain/session/write.server.ts'
import { machines } from '#app/domain/state-machines.ts'
import { connectWebhook } from '#app/domain/webhook/write.server.ts'
import { connect, sql } from '#db'
import { productInput, requestInput } from './financing.ts'
import { everySealedField } from './sealed-fields.ts'
import type { Site } from './site.ts'
import type { testWorld } from './world.ts'

type Market = ReturnType<typeof testWorld>

/** The people whose pages differ, by the demonstration's addresses; a visitor has no cookie. */
export interface Personas {
  [name: string]: { cookie: string | null; token: string | null; actor: Actor | null }
}

const cast = {
  enterprise: enterprises[0]!.owner,
  institution: institutions[0]!.loanOfficer!,
  manager: institutions[0]!.owner,
  officer: bureau.officer,
  host: bureau.host,
  admin: bureau.admin,
  auditor: bureau.auditor,
}

/** Signs in one of each kind on the demonstration market, and adds what it has none of: drafts, an invitation, a newcomer. */
export async function gather(market: Market, site: Site): Promise<Personas> {
  const { db, vault } = market
  const stage = { db, vault, origin: 'http://127.0.0.1' }
  const personas: Personas = { visitor: { cookie: null, token: null, actor: null } }
  const enter = async (name: string, personId: string, actor: Actor) => {
    const { token, signInId } = await openSignInFor(db, personId, { agent: null, address: null })
    const own = { ...actor, signInId }
    if (actor.organization) await switchOrganization(db, own, actor.organization.id)
    personas[name] = { cookie: `__Host-lianqiao=${token}`, token, actor: own }
    return own
  }
  for (const [name, who] of Object.entries(cast)) {
    const actor = await person(stage, who)
    await enter(name, actor.personId, actor)
  }
  const contact = { kind: 'email' as const, value: 'newcomer@example.com' }
  const newcomer = await registerPerson(db, vault, {
    contact,
    name: 'Newcomer',
    password: 'plum-blossom-42',
  })
  await enter('newcomer', newcomer, {
    personId: newcomer,
    signInId: '',
    secondFactor: 'free',
    memberOf: [],
    organization: null,
  })
  await draftRequest(db, personas.enterprise!.actor as Acting, requestInput({ title: '草稿需求' }))
  await holdSession(market, site, personas)
  const contested = await returnedRequest(market, personas, '申诉中的需求')
  await raiseAppeal(db, personas.enterprise!.actor!, {
    kind: 'request',
    id: contested,
    reason: '用途已写明，请复核。',
  })
  await waitAtTheDoor(market, personas)
  const table = new TextEncoder().encode('企业名称,统一社会信用代码\n南昌试导入有限公司,1')
  await uploadImport(db, personas.officer!.actor as Acting, {
    kind: 'enterprises',
    upload: { name: '名录.csv', bytes: table },
    readSheet: readFirstSheet,
  })
  await connectWebhook(
    db,
    market.vault,
    personas.enterprise!.actor!,
    { url: 'http://127.0.0.1:9/hooks', topics: ['trade'] },
    'anywhere',
  )
  await draftProduct(db, personas.institution!.actor as Acting, productInput({ name: '草稿产品' }))
  return personas
}

/** One session in its lobby, another held to its end. */
async function holdSession({ db }: Market, { services }: Site, personas: Personas): Promise<void> {
  const host = personas.host!.actor as Acting
  const guest = personas.institution!.actor as Acting
  for (const steps of [['open_lobby'], ['open_lobby', 'go_live', 'end']]) {
    const startsAt = new Date(db.now().getTime() + 3_600_000)
    const id = await scheduleSession(db, host, {
      type: 'financing',
      title: `对接会 ${steps.length}`,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3_600_000),
    })
    await moveSessionByHost(db, host, id, 'publish')
    await registerForSession(db, guest, id, { part: 'delegate' })
    for (const type of steps) {
      const answer = await services.live.append(id, host, { id: randomUUID(), type, body: {} })
      if (!answer.ok) throw new Error(`${type}: ${answer.refusal.message}`)
      if (type === 'open_lobby') await services.live.enter(id, guest)
    }
  }
}

/** A request that an officer has sent back. */
async function returnedRequest({ db }: Market, personas: Personas, title: string): Promise<string> {
  const owner = personas.enterprise!.actor as Acting
  const { id } = await draftRequest(db, owner, requestInput({ title }))
  await submitRequest(db, owner, id)
  await returnRequest(db, personas.officer!.actor as Acting, { id, remarks: '用途不够具体。' })
  return id
}

/** Who has given the right password and owes the second factor. */
async function waitAtTheDoor({ db, vault }: Market, personas: Personas): Promise<void> {
  const contact = { kind: 'email' as const, value: 'halfway@example.com' }
  const password = 'plum-blossom-42'
  const personId = await registerPerson(db, vault, { contact, name: 'Halfway', password })
  const device = { agent: null, address: null }
  const { signInId } = await openSignInFor(db, personId, device)
  const actor = (await findActorBySignIn(db, signInId, db.now()))!
  await beginTotp(db, vault, actor)
  const secret = (await findTotpSetUp(db, vault, personId, db.now()))!
  await confirmTotp(db, vault, actor, generateSync({ secret }))
  const first = (await signIn(db, vault, { contact, password }, device)) as PendingSignIn
  const cookie = `__Host-lianqiao-step=${first.halfway}`
  personas.halfway = { cookie, token: null, actor: null }
}

interface RouteModule {
  default?: unknown
  handle?: { access?: string }
}

const modules = import.meta.glob<RouteModule>('../../app/routes/**/*.tsx')

/** The addresses of a route file: `requests.$id_.edit` is `/requests/:id/edit`. */
export const addressOf = (file: string): string =>
  `/${file
    .split('.')
    .filter((part) => part !== '_index')
    .map((part) => part.replace(/_$/, ''))
    .join('/')}`

/** Where a route's `$id` is the id of something else than its first word says. */
const tables: Record<string, string> = {
  standing: 'organization',
  members: 'membership',
  imports: 'import_run',
}
const idsTried = 15

async function idsFor({ db }: Market, address: string): Promise<string[]> {
  const words = address.split('/')
  const noun = words[words.indexOf('$id') - 1] ?? ''
  const table = tables[noun] ?? noun.replace(/ies$/, 'y').replace(/s$/, '').replace(/-/g, '_')
  const { rows } = await sql<{ id: string }>`
    select id::text from ${sql.table(table)} order by id desc limit ${idsTried}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Addresses that hold a secret instead of an id. */
async function secretAddress(market: Market, personas: Personas, address: string) {
  const { db, vault } = market
  if (address === '/invitations/$token') {
    const contact = { kind: 'email' as const, value: 'invited@example.com' }
    const { token } = await inviteMember(db, vault, personas.enterprise!.actor as Acting, {
      contact,
      roles: ['member'],
      origin: 'http://127.0.0.1',
    })
    return `/invitations/${token}`
  }
  if (address === '/unsubscribe/$token') {
    const { personId } = personas.enterprise!.actor!
    return `/unsubscribe/${unsubscribeToken(vault, personId, 'standing')}`
  }
  if (address === '/appeals/new') {
    return `/appeals/new?kind=request&id=${await returnedRequest(market, personas, '退回的需求')}`
  }
  return null
}

export interface Visit {
  file: string
  persona: string
  path: string
}

/** Every page of the market, each with everybody who may see it, on real things. */
export async function everyPage(
  market: Market,
  site: Site,
  personas: Personas,
): Promise<{ visits: Visit[]; unseen: string[] }> {
  const visits: Visit[] = []
  const unseen: string[] = []
  for (const [path, open] of Object.entries(modules)) {
    if (!(await open()).default) continue
    const file = path.split('/routes/')[1]!.replace('.tsx', '')
    const before = visits.length
    const address = addressOf(file)
    const paths = await pathsOf(market, personas, address)
    for (const [persona, { cookie }] of Object.entries(personas)) {
      for (const one of paths) {
        const { status } = await look(site, one, { cookie })
        if (status !== 200) continue
        visits.push({ file, persona, path: one })
        break
      }
    }
    if (visits.length === before) unseen.push(file)
  }
  return { visits, unseen }
}

async function pathsOf(market: Market, personas: Personas, address: string): Promise<string[]> {
  const secret = await secretAddress(market, personas, address)
  if (secret) return [secret]
  if (address.endsWith('/screen')) {
    const host = personas.host!.actor as Acting
    const ids = await idsFor(market, address)
    const token = await makeScreenLink(market.db, host, ids[0]!)
    return [`${address.replace('$id', ids[0]!)}?token=${token}`]
  }
  if (address.includes('$noun')) return machines.map(({ noun }) => `/help/${noun}`)
  if (!address.includes('$id')) return [address]
  return (await idsFor(market, address)).map((id) => address.replace('$id', id))
}

/** What a browser without scripts would get. */
const browserAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export async function look(
  site: Pick<Site, 'url'>,
  path: string,
  { cookie, language = 'zh-CN' }: { cookie: string | null; language?: string },
): Promise<{ status: number; html: string; bytes: Buffer }> {
  const response = await fetch(site.url + path, {
    redirect: 'manual',
    headers: {
      'Accept-Language': language,
      'User-Agent': browserAgent,
      ...(cookie ? { cookie } : {}),
    },
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, html: bytes.toString('utf8'), bytes }
}

/** Every word that somebody wrote or that names something: all text of the database, run together. */
export async function everyWordOf({ ownerUrl, vault }: Market): Promise<string> {
  const { db, close } = connect({ url: ownerUrl })
  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'private') and tablename not like 'kysely%'`.execute(db)
  const texts: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ words: string | null }>`
      select string_agg(t::text, ' ') as words from ${sql.raw(name)} t`.execute(db)
    texts.push(rows[0]?.words ?? '')
  }
  const opened = await everySealedField(db, vault)
  await close()
  return [...texts, ...opened].join(' ')
}
