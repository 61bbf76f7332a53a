import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sealPlain } from '#app/cli/seal-plain.ts'
import { getProfile } from '#app/domain/account/read.server.ts'
import {
  registerPerson,
  requestVerificationCode,
  signIn,
} from '#app/domain/account/write.server.ts'
import { findConversation } from '#app/domain/conversation/read.server.ts'
import { writePost } from '#app/domain/conversation/write.server.ts'
import { makeFeed } from '#app/domain/deadline-calendar/write.server.ts'
import { getOwnDossier } from '#app/domain/dossier/read.server.ts'
import { saveBankAccount, saveContact } from '#app/domain/dossier/write.server.ts'
import { readFirstSheet } from '#app/domain/import/sheet.server.ts'
import { uploadImport } from '#app/domain/import/write.server.ts'
import { inviteMember } from '#app/domain/membership/write.server.ts'
import { draftRequest } from '#app/domain/request/write.server.ts'
import { openBytes } from '#app/domain/sealed-field.server.ts'
import { sealedIn } from '#app/domain/sealed-places.server.ts'
import { listRegistrations } from '#app/domain/session/read.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { runIdempotent } from '#app/domain/token/idempotency.server.ts'
import { startProjector } from '#app/jobs/project-search.ts'
import { createLogger } from '#app/logger.ts'
import { backup, connect, sql } from '#db'
import { connectSearch } from '#search'
import { makeRequest, requestInput } from '../support/financing.ts'
import { makeBureau, makeEnterprise, makeInstitution } from '../support/people.ts'
import { makeSession, register } from '../support/sessions.ts'
import { testSecretKey, testWorld } from '../support/world.ts'

const world = testWorld()
const folder = mkdtempSync(join(tmpdir(), 'lianqiao-plain-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What must nowhere lie as it was typed. */
const canaries: Record<string, string> = {
  'mobile of an account': '13987650001',
  'mail of an account': 'canary-account@example.com',
  'mobile that a code was asked for': '13987650002',
  'address of somebody invited': 'canary-invited@example.com',
  'name of an enterprise’s contact': '金丝雀联系人',
  'mobile of an enterprise’s contact': '13987650003',
  'bank account': '6222987600011112222',
  'mobile in a request': '13987650004',
  'mobile in a private message': '13987650005',
  'identity-card number in a private message': '360102199001018888',
  'mobile in an uploaded table': '13987650006',
  'mobile in what a program’s write answered': '13987650007',
  password: 'canary-password-plum-9',
}
const logged: string[] = []
const log = createLogger(
  { LOG_LEVEL: 'debug' },
  { write: (line: string) => void logged.push(line) },
)

beforeAll(async () => {
  const { db, vault } = world
  world.bureau = await makeBureau(world)
  const firm = await makeEnterprise(world)
  const { actor } = firm.owner
  const device = { agent: null, address: null }
  const password = canaries.password!
  for (const [kind, value] of [
    ['mobile', canaries['mobile of an account']!],
    ['email', canaries['mail of an account']!],
  ] as const) {
    const contact = { kind, value }
    await registerPerson(db, vault, { contact, name: '某人', password })
    const entered = await signIn(db, vault, { contact, password }, device)
    if ('token' in entered) canaries[`token of a sign-in by ${kind}`] = entered.token
  }
  await requestVerificationCode(db, vault, {
    contact: { kind: 'mobile', value: canaries['mobile that a code was asked for']! },
    purpose: 'sign_up',
  })
  const invited = await inviteMember(db, vault, actor, {
    contact: { kind: 'email', value: canaries['address of somebody invited']! },
    roles: ['member'],
    origin: 'http://test',
  })
  canaries['token of an invitation'] = invited.token
  canaries['token of a calendar'] = await makeFeed(db, actor)
  await saveContact(db, actor, {
    contactName: canaries['name of an enterprise’s contact']!,
    contactPhone: canaries['mobile of an enterprise’s contact']!,
  })
  await saveBankAccount(db, actor, { bank: '江西银行', account: canaries['bank account']! })
  await draftRequest(db, actor, requestInput({ contactPhone: canaries['mobile in a request']! }))
  const bank = await makeInstitution(world)
  const { threadId } = await claim(db, bank.loanOfficer.actor, {
    requestId: await makeRequest(world, firm),
  })
  await writePost(db, bank.loanOfficer.actor, {
    subject: { kind: 'thread', id: threadId },
    text: `请联系 ${canaries['mobile in a private message']}，证件 ${canaries['identity-card number in a private message']}`,
    files: [],
  })
  const table = `企业名称,联系电话\n南昌金丝雀有限公司,${canaries['mobile in an uploaded table']}`
  await uploadImport(db, world.bureau.officer.actor, {
    kind: 'enterprises',
    upload: { name: '名录.csv', bytes: new TextEncoder().encode(table) },
    readSheet: readFirstSheet,
  })
  const answer = { phone: canaries['mobile in what a program’s write answered'] }
  const write = { signInId: actor.signInId, key: 'once', fingerprint: Buffer.from('f') }
  for (const repeated of [false, true])
    expect(await runIdempotent(db, write, async () => answer)).toEqual({ answer, repeated })
  const read = await getOwnDossier(db, actor)
  expect(read.contact?.phone).toBe(canaries['mobile of an enterprise’s contact'])
  const posts = await findConversation(db, bank.loanOfficer.actor, 'thread', threadId)
  expect(posts?.posts[0]?.text).toContain(canaries['mobile in a private message'])
}, 60_000)

/** The canaries that lie in some bytes as they are, in UTF-8 or in base64 or hex of it. */
function foundIn(bytes: Buffer): string[] {
  return Object.entries(canaries).flatMap(([what, text]) => {
    const utf8 = Buffer.from(text)
    const forms = [utf8, Buffer.from(utf8.toString('hex')), Buffer.from(utf8.toString('base64'))]
    return forms.some((form) => bytes.includes(form)) ? [what] : []
  })
}

const filesUnder = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => statSync(name, { throwIfNoEntry: false })?.isFile())

test('PostgreSQL’s files on disk, its log of changes among them, hold none of it', async () => {
  const admin = new pg.Client({ connectionString: inject('engines').adminUrl })
  await admin.connect()
  // While this stands no checkpoint, e.g. of a database that is dropped meanwhile, takes a part of the log away.
  await admin.query(`select pg_create_physical_replication_slot('plain_text', true)`)
  await admin.query('checkpoint')
  const { rows } = await admin.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  )
  const database = new URL(world.ownerUrl).pathname.slice(1)
  const { rows: oids } = await sql<{ oid: string }>`
    select oid::text as oid from pg_database where datname = ${database}`.execute(world.db)
  const own = join(rows[0]!.folder, 'base', oids[0]!.oid)
  const files = [...filesUnder(own), ...filesUnder(join(rows[0]!.folder, 'pg_wal'))]
  expect(files.length).toBeGreaterThan(100)
  try {
    for (const file of files) expect([file, foundIn(readFileSync(file))]).toEqual([file, []])
  } finally {
    await admin.query(`select pg_drop_replication_slot('plain_text')`)
    await admin.end()
  }
}, 180_000)

test('a backup, unpacked, holds none of it', async () => {
  const file = join(folder, 'plain.backup')
  await backup(world.ownerUrl, file, { key: 'key', at: world.db.now() })
  expect(foundIn(gunzipSync(readFileSync(file)))).toEqual([])
})

test('the documents of the index and the log hold none of it', async () => {
  const { searchUrl, searchKey } = inject('engines')
  const prefix = `plain_${Date.now()}`
  const search = connectSearch({ url: searchUrl, key: searchKey, prefix })
  const projector = startProjector({ db: world.db, search, log })
  expect(await projector.drain()).toBe(true)
  await projector.stop()
  const headers = { Authorization: `Bearer ${searchKey}` }
  const indexes = await fetch(`${searchUrl}/indexes?limit=1000`, { headers })
  const { results } = (await indexes.json()) as { results: { uid: string }[] }
  const own = results.filter(({ uid }) => uid.startsWith(prefix))
  expect(own.length).toBeGreaterThan(0)
  for (const { uid } of own) {
    const reply = await fetch(`${searchUrl}/indexes/${uid}/documents?limit=10000`, { headers })
    expect(foundIn(Buffer.from(await reply.text()))).toEqual([])
  }
  expect(foundIn(Buffer.from(logged.join('\n')))).toEqual([])
})

const sealAll = () =>
  sealPlain({ databaseMigrationUrl: world.ownerUrl, secretKey: testSecretKey } as Parameters<
    typeof sealPlain
  >[0])

test('what an earlier version wrote as plain text is sealed when the market starts, and reads as before', async () => {
  const owner = connect({ url: world.ownerUrl, poolSize: 1 })
  const firm = await makeEnterprise(world)
  await sql`insert into private.contact values (${firm.id}, '旧联系人', '13987650009')`.execute(
    owner.db,
  )
  expect(await sealAll()).toBe(2)
  expect(await sealAll()).toBe(0)
  const { rows } = await sql<{ phone: string }>`
    select phone from private.contact where organization_id = ${firm.id}`.execute(owner.db)
  expect(rows[0]!.phone).toMatch(/^sealed:/)
  const dossier = await getOwnDossier(world.db, firm.owner.actor)
  expect(dossier.contact).toEqual({ name: '旧联系人', phone: '13987650009' })
  await owner.close()
})

/** As the first version sealed: one key for everything, bound to nothing, with no header. */
function sealAsBefore(text: string): Buffer {
  const secret = Buffer.from(testSecretKey, 'base64')
  const key = Buffer.from(hkdfSync('sha256', secret, 'lianqiao', 'seal', 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

test('what an earlier version sealed with one key for everything stays readable, and is sealed anew for its place', async () => {
  const owner = connect({ url: world.ownerUrl, poolSize: 1 })
  const firms = [await makeEnterprise(world), await makeEnterprise(world)]
  const [firm, other] = firms as [(typeof firms)[0], (typeof firms)[0]]
  for (const { id, owner: person } of firms) {
    const field = `sealed:${sealAsBefore('13987650012').toString('base64')}`
    await sql`insert into private.contact values (${id}, '同名', ${field})`.execute(owner.db)
    await sql`update person_contact set sealed = ${sealAsBefore(person.contact.value)}
      where person_id = ${person.personId}`.execute(owner.db)
  }
  const read = async ({ owner: { actor } }: typeof firm) =>
    (await getOwnDossier(world.db, actor)).contact
  const profile = ({ owner: { personId } }: typeof firm) =>
    getProfile(world.db, world.vault, personId)
  expect(await read(firm)).toEqual({ name: '同名', phone: '13987650012' })
  expect((await profile(firm)).contacts).toHaveLength(1)
  expect(await sealAll()).toBe(6)
  expect(await sealAll()).toBe(0)
  for (const each of firms) {
    expect(await read(each)).toEqual({ name: '同名', phone: '13987650012' })
    expect((await profile(each)).contacts).toHaveLength(1)
  }

  await sql`update private.contact set name = phone where organization_id = ${firm.id}`.execute(
    owner.db,
  )
  await expect(read(firm)).rejects.toThrow()
  await sql`update private.contact mine set name = theirs.name, phone = theirs.phone
    from private.contact theirs
    where mine.organization_id = ${firm.id} and theirs.organization_id = ${other.id}`.execute(
    owner.db,
  )
  await expect(read(firm)).rejects.toThrow()
  await sql`update person_contact mine set sealed = theirs.sealed from person_contact theirs
    where mine.person_id = ${firm.owner.personId} and theirs.person_id = ${other.owner.personId}`.execute(
    owner.db,
  )
  await expect(profile(firm)).rejects.toThrow()
  expect(await read(other)).toEqual({ name: '同名', phone: '13987650012' })
  await owner.close()
})

test('so are answers to the host of a session, and uploaded tables', async () => {
  const owner = connect({ url: world.ownerUrl, poolSize: 1 })
  const firm = await makeEnterprise(world)
  const sessionId = await makeSession(world, world.bureau!)
  await register(world, firm.owner, sessionId)
  const { rows: questions } = await sql<{ id: string }>`
    insert into session_question (session_id, position, kind, label)
    values (${sessionId}, 0, 'text', '手机'), (${sessionId}, 1, 'text', '备用') returning id`.execute(
    owner.db,
  )
  await sql`insert into registration_answer
    select registration.id, session_question.id, '13987650010' from registration
    join session_question using (session_id) where session_id = ${sessionId}`.execute(owner.db)
  const table = Buffer.from('企业名称,联系电话\n南昌旧表有限公司,13987650011')
  const { id } = await uploadImport(world.db, world.bureau!.officer.actor, {
    ...{
      kind: 'enterprises',
      upload: { name: '旧名录.csv', bytes: table },
      readSheet: readFirstSheet,
    },
  })
  await sql`update import_run set content = ${table} where id = ${id}`.execute(owner.db)

  expect(await sealAll()).toBe(3)
  const { rows } = await sql<{ answer: string }>`select answer from registration_answer`.execute(
    owner.db,
  )
  for (const { answer } of rows) expect(answer).toMatch(/^sealed:/)
  const [registered] = await listRegistrations(world.db, sessionId)
  const expected = questions.map((question) => [question.id, '13987650010'])
  expect(registered?.answers).toEqual(Object.fromEntries(expected))
  const { content, person_id, name } = await world.db
    .selectFrom('import_run')
    .select(['content', 'person_id', 'name'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(content.includes('13987650011')).toBe(false)
  expect(openBytes(world.db, content, sealedIn('import_run.content', person_id, name))).toEqual(
    table,
  )
  await owner.close()
})
