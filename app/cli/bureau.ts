import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Db } from '#db'
import { parseContact } from '../domain/account/account.ts'
import { findPersonByLookup } from '../domain/account/read.server.ts'
import { registerPerson } from '../domain/account/write.server.ts'
import { foundBureau } from '../domain/standing/write.server.ts'
import { createVault } from '../domain/vault.server.ts'
import { failure } from './failure.ts'

const usage =
  'npm run bureau -- --name 名称 --person 姓名 --contact 手机号或邮箱   (founds the bureau that runs the market, with its first administrator)'

/** `npm run bureau`: the one organisation that nobody else can verify. */
export async function bureauCommand(
  args: string[],
  { db, secretKey }: { db: Db; secretKey: string },
): Promise<number> {
  const { name, person, contact } = readBureau(args)
  const vault = createVault(secretKey)
  if (await findPersonByLookup(db, vault.lookup(contact.value))) {
    throw failure(
      `${contact.value} already has an account: name another address for the administrator.`,
    )
  }
  const password = randomBytes(12).toString('base64url')
  const founderId = await registerPerson(db, vault, { contact, name: person, password })
  await foundBureau(db, { name, founderId })
  console.log(
    `${name}: ${person} signs in as ${contact.value} with ${password}, and changes that at once.`,
  )
  return 0
}

/** @throws {Error} one sentence, when the arguments make no sense */
export function readBureau(args: string[]) {
  const { name, person, contact } = parse(args)
  const parsed = parseContact(contact ?? '')
  if (!name || !person || !parsed) throw failure(`Usage: ${usage}`)
  return { name, person, contact: parsed }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({ args, options: { name: text, person: text, contact: text } }).values
  } catch (error) {
    throw failure(`${(error as Error).message.split('.')[0]}. Usage: ${usage}`)
  }
}
