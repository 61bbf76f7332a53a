import { beforeAll, describe, expect, test } from 'vitest'
import { findActor, findPersonByLookup } from '#app/domain/account/read.server.ts'
import { registerPerson, renamePerson, signIn } from '#app/domain/account/write.server.ts'
import { sealAudit } from '#app/domain/audit/seal.server.ts'
import { verifyAudit } from '#app/domain/audit/verify.server.ts'
import { findConversation } from '#app/domain/conversation/read.server.ts'
import { writePost } from '#app/domain/conversation/write.server.ts'
import { askToJoin, inviteMember } from '#app/domain/membership/write.server.ts'
import { exportPersonalData } from '#app/domain/privacy/export.server.ts'
import { privacyVersion } from '#app/domain/privacy/notice.ts'
import { isPersonal, reasons, register, wordsOf } from '#app/domain/privacy/register.ts'
import { enforceRetention, timedEntries } from '#app/domain/privacy/retention.server.ts'
import { agreeToNotice, deleteAccount } from '#app/domain/privacy/write.server.ts'
import { claim } from '#app/domain/thread/write.server.ts'
import { listTransitions } from '#app/domain/transitions.server.ts'
import { hashToken } from '#app/domain/vault.server.ts'
import { connect, type Db, sql } from '#db'
import { testDatabase } from '../support/database.ts'
import { makeRequest } from '../support/financing.ts'
import {
  makeBureau,
  makeEnterprise,
  makeInstitution,
  makeMember,
  makePerson,
  type Person,
  refresh,
} from '../support/people.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const dayMs = 86_400_000

beforeAll(async () => {
  world.bureau = await makeBureau(world)
})

interface Column {
  table: string
  column: string
  names_person: boolean
}

/** Every column of the market; those that refer to a person are told apart. */
async function columnsOf(db: Db): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select case when n.nspname = 'private' then 'private.' else '' end || c.relname as table,
      a.attname as column,
      (a.attname = 'person_id' or exists (select from pg_constraint k where k.conrelid = c.oid
        and k.contype = 'f' and k.confrelid = 'person'::regclass and a.attnum = any (k.conkey))) as names_person
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p')`.execute(db)
  return rows
}

describe('The register of what is kept', () => {
  test('names every table of the market once, and none that isn’t there', async () => {
    const tables = new Set((await columnsOf(world.db)).map(({ table }) => table))
    expect(register.map(({ table }) => table).sort()).toEqual([...tables].sort())
  })

  test('says of every column about a person whether they get it or why not', async () => {
    const columns = Map.groupBy(await columnsOf(world.db), ({ table }) => table)
    for (const entry of register) {
      const present = columns.get(entry.table)!
      const names = present.map(({ column }) => column).sort()
      const naming = present.filter(({ names_person }) => names_person)
      const by = wordsOf(entry.by)
      for (const { column } of naming) expect(by, `${entry.table}.${column}`).toContain(column)
      if (!isPersonal(entry)) continue
      const left = reasons.flatMap((reason) => wordsOf(entry.leave?.[reason]))
      expect([...wordsOf(entry.take), ...left].sort(), entry.table).toEqual(names)
      for (const column of by) expect(names, entry.table).toContain(column)
    }
  })
})

describe('One’s own data', () => {
  test('comes as one file of one moment with everything about the person and nobody else, within a minute', async () => {
    const { db, vault } = world
    const firm = await makeEnterprise(world)
    const requestId = await makeRequest(world, firm)
    const bank = await makeInstitution(world)
    const { threadId } = await claim(db, bank.loanOfficer.actor, { requestId })
    await writePost(db, bank.loanOfficer.actor, {
      ...{
        subject: { kind: 'thread' as const, id: threadId },
        text: '请准备近三年报表',
        files: [],
      },
    })
    const started = performance.now()
    const { data, person } = await exportPersonalData(db, vault, bank.loanOfficer.actor)
    expect(performance.now() - started).toBeLessThan(60_000)
    expect(person).toBe(bank.loanOfficer.personId)
    expect(data.person_name).toEqual([
      { person_id: bank.loanOfficer.personId, name: bank.loanOfficer.name },
    ])
    expect(data.person_contact?.[0]?.sealed).toBe(bank.loanOfficer.contact.value)
    expect(data.post_text?.[0]?.text).toBe('请准备近三年报表')
    expect(data.thread?.[0]?.id).toBe(threadId)
    expect(data.sign_in?.length).toBeGreaterThan(0)
    expect(data.audit?.map(({ verb }) => verb)).toContain('claim')
    const text = JSON.stringify(data)
    expect(text).not.toContain(firm.owner.contact.value)
    expect(text).not.toContain('argon2')
    expect(text).not.toContain(hashToken(bank.loanOfficer.token).toString('hex'))
  })

  test('gives back what one typed as one typed it, also where it looks like something sealed', async () => {
    const { db, vault } = world
    const [person, other] = [await makePerson(world), await makePerson(world)]
    const { sealed } = await db
      .selectFrom('person_contact')
      .select('sealed')
      .where('person_id', '=', other.personId)
      .executeTakeFirstOrThrow()
    const note = `sealed:${sealed.toString('base64')}`
    const firm = await makeEnterprise(world)
    await askToJoin(db, person.actor, { organizationId: firm.id, note })
    await renamePerson(db, person.actor, 'sealed:AAAA')
    const { data } = await exportPersonalData(db, vault, person.actor)
    expect(data.join_request?.[0]?.note).toBe(note)
    expect(data.person_name?.[0]?.name).toBe('sealed:AAAA')
    expect(JSON.stringify(data)).not.toContain(other.contact.value)
  })

  test('is given only to who has just proved who they are', async () => {
    const person = await makePerson(world)
    world.stopClock(new Date(Date.now() + 3_600_000))
    expect(await refusalOf(exportPersonalData(world.db, world.vault, person.actor))).toMatchObject({
      message: 'confirm_first',
    })
    world.stopClock(null)
  })

  test('holds which version of the notice was agreed to and when; agreeing again changes nothing', async () => {
    const person = await makePerson(world)
    await agreeToNotice(world.db, person.actor, 'en')
    const { data } = await exportPersonalData(world.db, world.vault, person.actor)
    expect(data.privacy_consent).toMatchObject([{ version: privacyVersion, locale: 'zh-CN' }])
  })
})

const device = { agent: null, address: null }

/** Every word of the database, as its owner sees it. */
async function allWords(): Promise<string> {
  const owner = connect({ url: world.ownerUrl, poolSize: 1 })
  const tables = new Set((await columnsOf(owner.db)).map(({ table }) => table))
  const words: string[] = []
  for (const table of tables) {
    const { rows } = await sql<{ words: string | null }>`
      select string_agg(t::text, ' ') as words from ${sql.table(table)} t`.execute(owner.db)
    words.push(rows[0]?.words ?? '')
  }
  await owner.close()
  return words.join(' ')
}

describe('A deleted account', () => {
  test('leaves no name, address or word behind, is signed out everywhere, and can’t be entered again; the records stay whole', async () => {
    const { db, vault } = world
    const firm = await makeEnterprise(world)
    const requestId = await makeRequest(world, firm)
    const bank = await makeInstitution(world)
    const leaver = await makeMember(world, bank.owner, ['loan_officer'], '唯一的名字甲')
    await renamePerson(db, leaver.actor, '唯一的名字甲')
    const { threadId } = await claim(db, bank.loanOfficer.actor, { requestId })
    await writePost(db, leaver.actor, {
      ...{ subject: { kind: 'thread' as const, id: threadId }, text: '唯一的一句话乙', files: [] },
    })
    await inviteMember(db, vault, firm.owner.actor, {
      ...{ contact: leaver.contact, roles: ['member'], origin: 'http://test' },
    })
    const before = await listTransitions(db, 'thread', threadId)
    expect((await allWords()).includes('唯一的名字甲')).toBe(true)

    await deleteAccount(db, leaver.actor)
    const words = await allWords()
    expect(words.includes('唯一的名字甲')).toBe(false)
    const kept = await findConversation(db, firm.owner.actor, 'thread', threadId)
    expect(kept?.posts).toMatchObject([{ person: '', text: null }])
    expect(await findPersonByLookup(db, vault.blindIndex(leaver.contact.value))).toBeNull()
    expect(await findActor(db, hashToken(leaver.token), db.now())).toBeNull()
    const { contact, password } = leaver
    expect(await refusalOf(signIn(db, vault, { contact, password }, device))).toMatchObject({
      message: 'sign_in_failed',
    })
    expect(await listTransitions(db, 'thread', threadId)).toEqual(before)
    const post = await db
      .selectFrom('post')
      .select('id')
      .where('person_id', '=', leaver.personId)
      .execute()
    expect(post).toHaveLength(1)
    while ((await sealAudit(db))! > 0);
    expect((await verifyAudit(db)).breaks).toEqual([])
  })

  test('is free for a new start under the same address, as somebody else', async () => {
    const leaver = await makePerson(world)
    await deleteAccount(world.db, leaver.actor)
    const again = await registerPerson(world.db, world.vault, {
      ...{ contact: leaver.contact, name: '新的人', password: leaver.password },
    })
    expect(again).not.toBe(leaver.personId)
  })

  test('must first hand over what it alone owns, and what is in progress in its hands', async () => {
    const firm = await makeEnterprise(world)
    const owner: Person = await refresh(world, firm.owner)
    expect(await refusalOf(deleteAccount(world.db, owner.actor))).toMatchObject({
      ...{ refusal: 'conflict', message: 'delete_owner', params: { organization: firm.name } },
    })
    const bank = await makeInstitution(world)
    await claim(world.db, bank.loanOfficer.actor, { requestId: await makeRequest(world, firm) })
    expect(await refusalOf(deleteAccount(world.db, bank.loanOfficer.actor))).toMatchObject({
      ...{ refusal: 'conflict', message: 'delete_holds' },
    })
  })
})

describe('What is kept for a time', () => {
  const market = testDatabase()

  /** A row of any table: every column has some value of its type. */
  async function plant(db: Db, table: string, shift: (column: string) => Date | null) {
    const { rows } = await sql<{ name: string; type: string; generated: boolean }>`
      select a.attname as name, format_type(a.atttypid, null) as type, a.attgenerated <> '' as generated
      from pg_attribute a where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped`.execute(
      db,
    )
    const some = (name: string, type: string) => {
      const at = shift(name)
      if (type === 'uuid') return sql`gen_random_uuid()`
      if (type.startsWith('timestamp')) return sql`${at}::timestamptz`
      if (name === 'expire') return sql`${at?.getTime() ?? null}::bigint`
      if (type === 'bytea') return sql`gen_random_uuid()::text::bytea`
      if (type === 'boolean') return sql`false`
      if (type === 'jsonb') return sql`'{}'::jsonb`
      if (type.endsWith('[]')) return sql`${'{}'}::${sql.raw(type)}`
      if (/int|numeric/.test(type)) return sql`1`
      if (type === 'date') return sql`'2020-01-01'::date`
      return sql`gen_random_uuid()::text`
    }
    const names = sql.join(rows.map(({ name }) => sql.ref(name)))
    const values = sql.join(rows.map(({ name, type }) => some(name, type)))
    await sql`insert into ${sql.table(table)} (${names}) values (${values})`.execute(db)
  }

  test('is gone a day after its period and there until then, table by table', async () => {
    const owner = connect({ url: market.ownerUrl, poolSize: 1 })
    const { rows: checks } = await sql<{ drop: string }>`
      select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as drop
      from pg_constraint where contype in ('f', 'c') and connamespace = 'public'::regnamespace`.execute(
      owner.db,
    )
    for (const { drop } of checks) await sql.raw(drop).execute(owner.db)
    const now = market.db.now().getTime()
    const timed = timedEntries()
    expect(timed.length).toBeGreaterThan(10)
    for (const { table, keep } of timed) {
      for (const days of [keep.days + 1, keep.days - 1]) {
        await plant(owner.db, table, () => new Date(now - days * dayMs))
      }
    }
    await enforceRetention(market.db)
    for (const { table } of timed) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from ${sql.table(table)}`.execute(owner.db)
      expect([table, rows[0]!.count]).toEqual([table, 1])
    }
    await owner.close()
  })
})
