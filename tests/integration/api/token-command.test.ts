import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { isFailure } from '#app/cli/failure.ts'
import { readToken, tokenCommand } from '#app/cli/token.ts'
import { findActor } from '#app/domain/account/read.server.ts'
import { listTokens } from '#app/domain/token/read.server.ts'
import { hashToken } from '#app/domain/vault.server.ts'
import { makeEnterprise, makePerson, type Organization, type Person } from '../../support/people.ts'
import { testSecretKey, testWorld } from '../../support/world.ts'

const world = testWorld()
let firm: Organization
let owner: Person

beforeAll(async () => {
  firm = await makeEnterprise(world)
  owner = firm.owner
})
afterEach(() => vi.restoreAllMocks())

async function run(...args: string[]): Promise<string> {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await tokenCommand(args, { db: world.db, secretKey: testSecretKey })
  return lines.join('\n')
}

describe('npm run token', () => {
  test('prints a token of somebody’s that acts for their organisation', async () => {
    const token = await run('--user', owner.contact.value, '--scopes', 'requests:read,live:read')
    const actor = await findActor(world.db, hashToken(token), world.db.now(), 'token')
    expect(actor).toMatchObject({
      personId: owner.personId,
      organization: { id: firm.id },
      token: { scopes: ['requests:read', 'live:read'] },
    })
  })

  test('finds the organisation by its code, and gives the token its name and its days', async () => {
    const { value } = owner.contact
    await run('--user', value, '--organization', firm.uscc, '--days', '7', '--name', '信贷系统')
    const [made] = await listTokens(world.db, owner.personId, world.db.now())
    expect(made).toMatchObject({ name: '信贷系统', scopes: ['market:read'], lastUsed: null })
    const days = (made!.expiresAt.getTime() - made!.since.getTime()) / 86_400_000
    expect(days).toBe(7)
  })

  test.each([
    [[], /--user/],
    [['--user', 'a@example.com', '--days', '0'], /--days/],
    [['--user', 'a@example.com', '--days', '367'], /366/],
    [['--user', 'a@example.com', '--scopes', 'all'], /no scope all; there are: market:read/],
    [['--user', 'a@example.com', '--name', ''], /--name/],
    [['--user', 'a@example.com', '--colour', 'red'], /Unknown option/],
  ])('%j gets its sentence', (args, sentence) => {
    expect(() => readToken(args)).toThrow(sentence)
  })

  test('says who isn’t there, and what somebody belongs to', async () => {
    const { value } = owner.contact
    const failed = (...args: string[]) =>
      run(...args).then(
        () => '',
        (error: unknown) => (isFailure(error) ? error.message : String(error)),
      )
    expect(await failed('--user', 'nobody@example.com')).toContain('has no account')
    expect(await failed('--user', value, '--organization', '别家')).toContain(firm.name)
    const alone = await makePerson(world)
    const message = await failed('--user', alone.contact.value, '--organization', firm.uscc)
    expect(message).toContain('belong to no organisation')
  })
})
