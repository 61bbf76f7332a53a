import { type Db, transact } from '#db'
import {
  findActorBySignIn,
  findPersonByLookup,
  listMemberships,
} from '../../domain/account/read.server.ts'
import { openSignInFor, registerPerson } from '../../domain/account/write.server.ts'
import type { Acting, Actor, Role } from '../../domain/actor.ts'
import type { PreparedFile } from '../../domain/file/file.ts'
import {
  acceptInvitation,
  grantByCommand,
  inviteMember,
  switchOrganization,
} from '../../domain/membership/write.server.ts'
import { checkCharacter } from '../../domain/organization/uscc.ts'
import { describeOrganization } from '../../domain/organization/write.server.ts'
import { agree } from '../../domain/privacy/write.server.ts'
import {
  createOrganization,
  foundBureau,
  submitOrganization,
  verifyApplication,
} from '../../domain/standing/write.server.ts'
import type { Vault } from '../../domain/vault.server.ts'
import { bureau, type CastOrganization, demoPassword } from './cast.ts'

export interface Stage {
  db: Db
  vault: Vault
  /** Where the market is reached, for links in messages. */
  origin: string
}

interface Name {
  name: string
  email: string
}

/** The person behind an address, made when missing, as they are signed in now. */
export async function person({ db, vault }: Stage, { name, email }: Name): Promise<Actor> {
  const contact = { kind: 'email' as const, value: email }
  const known = await findPersonByLookup(db, vault.blindIndex(email))
  const personId =
    known ?? (await registerPerson(db, vault, { contact, name, password: demoPassword }))
  await transact(db, (tx) => agree(tx, { personId, locale: 'zh-CN' }))
  const { signInId } = await openSignInFor(db, personId, { agent: 'seed', address: '127.0.0.1' })
  const actor = await findActorBySignIn(db, signInId, db.now())
  if (!actor) throw new Error(`${email} could not be signed in.`)
  if (actor.organization) return actor
  const [first] = await listMemberships(db, personId)
  if (!first) return actor
  await switchOrganization(db, actor, first.id)
  return (await findActorBySignIn(db, signInId, db.now()))!
}

const acting = async (stage: Stage, who: Name): Promise<Acting> =>
  (await person(stage, who)) as Acting

async function member(
  stage: Stage,
  owner: Acting,
  who: Name,
  roles: readonly Role[],
): Promise<Acting> {
  const actor = await person(stage, who)
  if (actor.memberOf.includes(owner.organization.id)) return actor as Acting
  const contact = { kind: 'email' as const, value: who.email }
  const { token } = await inviteMember(stage.db, stage.vault, owner, {
    contact,
    roles,
    origin: stage.origin,
  })
  await acceptInvitation(stage.db, actor, token)
  return acting(stage, who)
}

/** Somebody of the bureau, whose one administrator has nobody yet to confirm what is granted. */
async function clerk(
  stage: Stage,
  organizationId: string,
  who: Name,
  roles: readonly Role[],
): Promise<Acting> {
  const { personId, memberOf } = await person(stage, who)
  if (!memberOf.includes(organizationId))
    await grantByCommand(stage.db, { organizationId, personId, roles })
  return acting(stage, who)
}

export interface Staff {
  officer: Acting
  host: Acting
}

/** The bureau with its administrator, an officer and a host. */
export async function openBureau(stage: Stage): Promise<Staff> {
  const founder = await person(stage, bureau.admin)
  if (!founder.organization) {
    await foundBureau(stage.db, {
      name: bureau.name,
      founderId: founder.personId,
      district: '东湖区',
    })
  }
  const { id } = (await acting(stage, bureau.admin)).organization
  await clerk(stage, id, bureau.auditor, ['auditor'])
  return {
    officer: await clerk(stage, id, bureau.officer, ['officer']),
    host: await clerk(stage, id, bureau.host, ['host']),
  }
}

/** A licence that says what it is. */
const licence: PreparedFile = {
  name: '营业执照（演示）.pdf',
  bytes: Buffer.from('%PDF-1.4\n% demonstration licence\n%%EOF\n'),
  mediaType: 'application/pdf',
  width: null,
  height: null,
  preview: null,
}

export interface Entered {
  owner: Acting
  /** Who claims and offers; the owner where there is no loan officer. */
  works: Acting
}

/** A verified organisation of the cast, entered, submitted and verified like any other. */
export async function enter(
  stage: Stage,
  staff: Staff,
  cast: CastOrganization,
  number: number,
): Promise<Entered> {
  const { db } = stage
  let owner = await person(stage, cast.owner)
  if (!owner.organization) {
    const first = `91360102MA99${String(number).padStart(5, '0')}`
    const { kind, institutionType, name, shortName, street } = cast
    const facts = { kind, institutionType, name, shortName, street, district: '东湖区' }
    await createOrganization(db, owner, { ...facts, uscc: first + checkCharacter(first) })
    owner = await person(stage, cast.owner)
  }
  const { id, standing } = owner.organization!
  if (standing === 'draft') {
    const application = await submitOrganization(db, owner, id, { licence, note: null })
    await verifyApplication(db, staff.officer, { id: application, version: 1 })
    owner = await person(stage, cast.owner)
    await describeOrganization(db, owner, id, { shortName: cast.shortName, ...cast.profile })
  }
  const works = cast.loanOfficer
    ? await member(stage, owner as Acting, cast.loanOfficer, ['loan_officer'])
    : (owner as Acting)
  return { owner: owner as Acting, works }
}
