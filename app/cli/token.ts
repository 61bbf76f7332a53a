import { parseArgs } from 'node:util'
import type { Db } from '#db'
import { parseContact } from '../domain/account/account.ts'
import { findPersonByLookup, listMemberships } from '../domain/account/read.server.ts'
import { DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS } from '../domain/token/days.ts'
import { type Scope, scopes, tokenNameSchema } from '../domain/token/token.ts'
import { makeTokenByKeeper } from '../domain/token/write.server.ts'
import { createVault } from '../domain/vault.server.ts'
import { failure } from './failure.ts'

const usage =
  'npm run token -- --user EMAIL [--organization NAME|USCC|ID] [--scopes a:read,b:write] [--days N] [--name TEXT]'

/** `npm run token`: a token for somebody's program, printed once. */
export async function tokenCommand(
  args: string[],
  { db, secretKey }: { db: Db; secretKey: string },
): Promise<number> {
  const asked = readToken(args)
  const personId = await findPersonByLookup(
    db,
    createVault(secretKey).blindIndex(asked.contact.value),
  )
  if (!personId) throw failure(`${asked.contact.value} has no account here: check the address.`)
  const organization = await findOrganization(db, personId, asked.organization)
  const { token, expiresAt } = await makeTokenByKeeper(db, personId, {
    name: asked.name,
    scopes: asked.scopes,
    days: asked.days,
    organizationId: organization?.id,
  })
  console.error(
    `For ${asked.contact.value}, ${organization ? `acting for ${organization.name}` : 'acting for nobody'}, until ${expiresAt.toISOString()}: ${asked.scopes.join(' ')}`,
  )
  console.log(token)
  return 0
}

/** The one organisation of theirs that is meant. */
async function findOrganization(db: Db, personId: string, wanted: string | undefined) {
  const own = await listMemberships(db, personId)
  const known = own.map(({ name }) => name).join(', ')
  if (wanted === undefined) {
    if (own.length > 1) throw failure(`Say for which with --organization: ${known}.`)
    return own[0] ?? null
  }
  if (own.length === 0) throw failure('They belong to no organisation: leave out --organization.')
  const rows = await db
    .selectFrom('organization')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      own.map(({ id }) => id),
    )
    .where((eb) =>
      eb.or([
        eb('name', '=', wanted),
        eb('short_name', '=', wanted),
        eb('uscc', '=', wanted),
        eb(eb.cast('id', 'text'), '=', wanted),
      ]),
    )
    .execute()
  if (rows.length === 1) return rows[0]!
  throw failure(`They don’t belong to ${wanted}; they belong to: ${known}.`)
}

/** @throws {Error} one sentence, when the arguments make no sense */
export function readToken(args: string[]) {
  const given = parse(args)
  const contact = parseContact(given.user ?? '')
  if (!contact) throw failure(`Say whose it is with --user. Usage: ${usage}`)
  const days = Number(given.days ?? DEFAULT_TOKEN_DAYS)
  if (!Number.isInteger(days) || days < 1 || days > MAX_TOKEN_DAYS) {
    throw failure(`--days is a whole number from 1 to ${MAX_TOKEN_DAYS}.`)
  }
  const name = tokenNameSchema.safeParse(given.name ?? 'npm run token')
  if (!name.success) throw failure('--name has 1 to 60 characters.')
  const wanted = (given.scopes ?? 'market:read').split(/[\s,]+/).filter(Boolean)
  const unknown = wanted.filter((item) => !(scopes as readonly string[]).includes(item))
  if (unknown.length > 0 || wanted.length === 0) {
    throw failure(`There is no scope ${unknown.join(', ')}; there are: ${scopes.join(', ')}.`)
  }
  return {
    contact,
    organization: given.organization,
    days,
    name: name.data,
    scopes: wanted as Scope[],
  }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const options = { user: text, organization: text, scopes: text, days: text, name: text }
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw failure(`${(error as Error).message.split('.')[0]}. Usage: ${usage}`)
  }
}
