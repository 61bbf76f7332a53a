import { randomBytes, randomInt } from 'node:crypto'
import type { Contact } from '#app/domain/account/account.ts'
import { findActorBySignIn } from '#app/domain/account/read.server.ts'
import { openSignInFor, registerPerson } from '#app/domain/account/write.server.ts'
import type { Acting, Actor, OrganizationKind, Role } from '#app/domain/actor.ts'
import type { PreparedFile } from '#app/domain/file/file.ts'
import {
  acceptInvitation,
  grantByCommand,
  inviteMember,
} from '#app/domain/membership/write.server.ts'
import { checkCharacter } from '#app/domain/organization/uscc.ts'
import { agree } from '#app/domain/privacy/write.server.ts'
import type { InstitutionType } from '#app/domain/standing/standing.ts'
import {
  createOrganization,
  foundBureau,
  submitOrganization,
  verifyApplication,
} from '#app/domain/standing/write.server.ts'
import type { Vault } from '#app/domain/vault.server.ts'
import { type Db, transact } from '#db'

/** Where the people of a test live. */
export interface World {
  db: Db
  vault: Vault
  /** The bureau that verifies whom the factories make; made when first needed. */
  bureau?: Bureau
}

export interface Person<A extends Actor = Actor> {
  personId: string
  name: string
  contact: Contact
  password: string
  /** For the sign-in cookie. */
  token: string
  /** As of its making; `refresh` reads it again. */
  actor: A
}

export interface Organization {
  id: string
  name: string
  uscc: string
  owner: Person<Acting>
}

export interface Institution extends Organization {
  loanOfficer: Person<Acting>
}

export interface Bureau {
  id: string
  name: string
  admin: Person<Acting>
  officer: Person<Acting>
  host: Person<Acting>
}

export const testPassword = 'plum-blossom-42'

const device = { agent: 'test', address: '127.0.0.1' }
const unique = () => randomBytes(6).toString('hex')

/** Each number comes once, since the step and the count have no common divisor. */
const usccNumbers = 10_000_000
let usccNumber = randomInt(usccNumbers)

/** A code with a right check character that no other test uses. */
export function makeUscc(): string {
  usccNumber = (usccNumber + 7919) % usccNumbers
  const first = `91360102MA${String(usccNumber).padStart(7, '0')}`
  return first + checkCharacter(first)
}

/** The smallest PDF that the market takes. */
export const makePdf = (name = '营业执照.pdf'): PreparedFile => ({
  name,
  mediaType: 'application/pdf',
  bytes: Buffer.from('%PDF-1.4\n%%EOF\n'),
  width: null,
  height: null,
  preview: null,
})

/** The smallest PNG there is: one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export const makePng = (name: string): PreparedFile => ({
  ...{ name, mediaType: 'image/png', bytes: pixel, width: 1, height: 1, preview: pixel },
})

/** A person with a password and a sign-in, member of nothing. */
export async function makePerson({ db, vault }: World, name = '王小明'): Promise<Person> {
  const contact: Contact = { kind: 'email', value: `${unique()}@example.com` }
  const personId = await registerPerson(db, vault, { contact, name, password: testPassword })
  await transact(db, (tx) => agree(tx, { personId, locale: 'zh-CN' }))
  const { token, signInId } = await openSignInFor(db, personId, device)
  const actor = (await findActorBySignIn(db, signInId, db.now()))!
  return { personId, name, contact, password: testPassword, token, actor }
}

/** The same person with the rights of now. */
export async function refresh(world: World, person: Person): Promise<Person> {
  const actor = await findActorBySignIn(world.db, person.actor.signInId, world.db.now())
  if (!actor) throw new Error('This sign-in is over.')
  return { ...person, actor }
}

async function acting(world: World, person: Person): Promise<Person<Acting>> {
  return (await refresh(world, person)) as Person<Acting>
}

/** Lets a new person join an organisation by invitation; in the bureau, whose roles two administrators give, by command. */
export async function makeMember(
  world: World,
  inviter: Person,
  roles: readonly Role[],
  name = '李小红',
): Promise<Person<Acting>> {
  const person = await makePerson(world, name)
  const { id, kind } = inviter.actor.organization!
  if (kind === 'bureau') {
    await grantByCommand(world.db, { organizationId: id, personId: person.personId, roles })
    return acting(world, person)
  }
  const { token } = await inviteMember(world.db, world.vault, inviter.actor, {
    contact: person.contact,
    roles,
    origin: 'http://test',
  })
  await acceptInvitation(world.db, person.actor, token)
  return acting(world, person)
}

/** A verified bureau with an administrator who owns it, an officer and a host. */
export async function makeBureau(world: World, name = '区中小企业服务局'): Promise<Bureau> {
  const founder = await makePerson(world, '赵局长')
  const bureauName = `${name}${unique()}`
  const id = await foundBureau(world.db, { name: bureauName, founderId: founder.personId })
  const admin = await acting(world, founder)
  const officer = await makeMember(world, admin, ['officer'], '钱审核')
  const host = await makeMember(world, admin, ['host'], '孙主持')
  return { id, name: bureauName, admin, officer, host }
}

async function bureauOf(world: World): Promise<Bureau> {
  world.bureau ??= await makeBureau(world)
  return world.bureau
}

export interface DraftOptions {
  kind?: Exclude<OrganizationKind, 'bureau'>
  institutionType?: InstitutionType
  name?: string
}

/** An organisation that its owner has begun to enter. */
export async function makeDraft(world: World, options: DraftOptions = {}): Promise<Organization> {
  const founder = await makePerson(world, '周老板')
  const { kind = 'enterprise', institutionType } = options
  const name = options.name ?? `南昌华强精密机械有限公司${unique()}`
  const uscc = makeUscc()
  const id = await createOrganization(world.db, founder.actor, {
    kind,
    institutionType,
    name,
    uscc,
    street: '董家窑街道',
  })
  return { id, name, uscc, owner: await acting(world, founder) }
}

async function makeVerified(world: World, options: DraftOptions): Promise<Organization> {
  const { officer } = await bureauOf(world)
  const draft = await makeDraft(world, options)
  const application = await submitOrganization(world.db, draft.owner.actor, draft.id, {
    licence: makePdf(),
    note: null,
  })
  await verifyApplication(world.db, officer.actor, { id: application, version: 1 })
  return { ...draft, owner: await acting(world, draft.owner) }
}

/** A verified enterprise with its owner. */
export const makeEnterprise = (
  world: World,
  { name }: { name?: string } = {},
): Promise<Organization> => makeVerified(world, { kind: 'enterprise', ...(name ? { name } : {}) })

/** A verified financial institution with its owner and a loan officer. */
export async function makeInstitution(
  world: World,
  { name, type = 'bank' }: { name?: string; type?: InstitutionType } = {},
): Promise<Institution> {
  const organization = await makeVerified(world, {
    kind: 'institution',
    institutionType: type,
    name: name ?? `南昌农商银行${unique()}支行`,
  })
  const loanOfficer = await makeMember(world, organization.owner, ['loan_officer'], '吴经理')
  return { ...organization, loanOfficer }
}
