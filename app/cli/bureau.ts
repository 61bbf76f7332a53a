import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Db } from '#db'
import { type Contact, parseContact } from '../domain/account/account.ts'
import { findPersonByLookup } from '../domain/account/read.server.ts'
import { registerPerson } from '../domain/account/write.server.ts'
import type { Role } from '../domain/actor.ts'
import { rolesOf } from '../domain/membership/membership.ts'
import { grantByCommand } from '../domain/membership/write.server.ts'
import { isRefusal } from '../domain/refusal.ts'
import { foundBureau } from '../domain/standing/write.server.ts'
import { createVault, type Vault } from '../domain/vault.server.ts'
import { i18nOf } from '../i18n/index.ts'
import { failure } from './failure.ts'

const usage =
  'npm run bureau -- --name 名称 --person 姓名 --contact 手机号或邮箱 (founds the bureau with its first administrator), or --grant admin|officer|host|… --contact 手机号或邮箱 [--person 姓名] (gives roles until two administrators can do it between them)'

interface Keys {
  db: Db
  secretKey: string
}

/** `npm run bureau`: the one organisation that nobody else can verify, and its people until they are enough for two to decide. */
export async function bureauCommand(args: string[], { db, secretKey }: Keys): Promise<number> {
  const asked = readBureau(args)
  const vault = createVault(secretKey)
  return 'roles' in asked ? grant(db, vault, asked) : found(db, vault, asked)
}

async function found(db: Db, vault: Vault, { name, person, contact }: NewBureau): Promise<number> {
  if (await findPersonByLookup(db, vault.blindIndex(contact.value))) {
    throw failure(
      `${contact.value} already has an account: name another address for the administrator.`,
    )
  }
  const { personId, says } = await register(db, vault, { person, contact })
  await foundBureau(db, { name, founderId: personId })
  console.log(`${name}: ${says}`)
  return 0
}

async function grant(db: Db, vault: Vault, { contact, person, roles }: Grant): Promise<number> {
  const bureau = await findBureau(db)
  const known = await findPersonByLookup(db, vault.blindIndex(contact.value))
  if (!known && !person) {
    throw failure(`${contact.value} has no account yet: add --person 姓名 to make one.`)
  }
  const made = known ? null : await register(db, vault, { person: person!, contact })
  const grant = { organizationId: bureau.id, personId: known ?? made!.personId, roles }
  await grantByCommand(db, grant).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    throw failure(i18nOf('en').t(error.message, { ns: 'refusal' }))
  })
  console.log(
    `${bureau.name}: ${contact.value} is now ${roles.join(', ')}; the trail says that it was by command.${made ? ` ${made.says}` : ''}`,
  )
  return 0
}

/** The bureau that has stood longest. */
async function findBureau(db: Db) {
  const bureau = await db
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('kind', '=', 'bureau')
    .where('standing', '=', 'verified')
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  if (!bureau)
    throw failure('There is no bureau yet: found it with --name, --person and --contact.')
  return bureau
}

async function register(
  db: Db,
  vault: Vault,
  { person, contact }: { person: string; contact: Contact },
) {
  const password = randomBytes(12).toString('base64url')
  const personId = await registerPerson(db, vault, { contact, name: person, password })
  const says = `${person} signs in as ${contact.value} with ${password}, and changes that at once.`
  return { personId, says }
}

interface NewBureau {
  name: string
  person: string
  contact: Contact
}

interface Grant {
  contact: Contact
  person: string | undefined
  roles: Role[]
}

/** @throws {Error} one sentence, when the arguments make no sense */
export function readBureau(args: string[]): NewBureau | Grant {
  const { name, person, contact, grant } = parse(args)
  const parsed = parseContact(contact ?? '')
  if (grant && parsed && !name) return { contact: parsed, person, roles: readRoles(grant) }
  if (!name || !person || !parsed || grant) throw failure(`Usage: ${usage}`)
  return { name, person, contact: parsed }
}

function readRoles(text: string): Role[] {
  const known = rolesOf('bureau')
  const roles = text.split(/[,\s]+/).filter(Boolean)
  const wrong = roles.find((role) => !known.includes(role as Role))
  if (wrong !== undefined || roles.length === 0) {
    throw failure(`There is no role ${wrong ?? ''}: use ${known.join(', ')}.`)
  }
  return roles as Role[]
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    const options = { name: text, person: text, contact: text, grant: text }
    return parseArgs({ args, options }).values
  } catch (error) {
    throw failure(`${(error as Error).message.split('.')[0]}. Usage: ${usage}`)
  }
}
