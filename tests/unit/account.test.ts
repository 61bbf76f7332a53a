import { describe, expect, test } from 'vitest'
import {
  maskContact,
  nameDevice,
  newPasswordSchema,
  parseContact,
  passwordLength,
} from '#app/domain/account/account.ts'
import { contextOf, findPasswordFault } from '#app/domain/account/known-passwords.server.ts'
import { refuseRoles } from '#app/domain/membership/membership.ts'
import { checkCharacter, isUscc, normalizeUscc } from '#app/domain/organization/uscc.ts'
import { sealedIn } from '#app/domain/sealed-places.server.ts'
import { createVault, makeToken, SEAL_HEADER } from '#app/domain/vault.server.ts'

describe('An address', () => {
  test.each([
    ['13807912345', 'mobile', '13807912345'],
    ['+86 138 0791 2345', 'mobile', '13807912345'],
    ['0086-138-0791-2345', 'mobile', '13807912345'],
    ['１３８０７９１２３４５', 'mobile', '13807912345'],
    [' Wang.Li@Example.COM ', 'email', 'wang.li@example.com'],
  ])('%s is a %s', (typed, kind, value) => {
    expect(parseContact(typed)).toEqual({ kind, value })
  })

  test.each(['', '12345', '12807912345', 'someone', 'a@b', '138079123456'])(
    '%s is none',
    (typed) => {
      expect(parseContact(typed)).toBeNull()
    },
  )

  test('is shown so that its owner knows it and nobody else learns it', () => {
    expect(maskContact({ kind: 'mobile', value: '13807912345' })).toBe('138****2345')
    expect(maskContact({ kind: 'email', value: 'wangli@example.com' })).toBe('wa***@example.com')
    expect(maskContact({ kind: 'email', value: 'w@example.com' })).toBe('w***@example.com')
  })
})

describe('A password', () => {
  test.each([
    ...['password1', '12345678', '88888888', 'qwertyui', 'aabbaabb', 'Football2024!', 'ILOVEYOU'],
    ...['ｐａｓｓｗｏｒｄ1', 'trustno1', 'woaini1314'],
  ])('%s stands in lists of leaked ones', async (word) => {
    expect(await findPasswordFault(word)).toBe('password_leaked')
  })

  test.each([
    'sunrise-over-ganjiang',
    '紫云山上看日出',
    'correct horse battery staple',
    'k7#q',
    'lake7lake8pine',
  ])('%s does not, whatever it is composed of', async (word) => {
    expect(await findPasswordFault(word)).toBeNull()
  })

  test('that is little but its owner’s name, address or the market’s name is refused; longer ones with it are not', async () => {
    const context = contextOf({
      contact: { kind: 'email', value: 'chenxiao@example.com' },
      name: '陈晓',
    })
    for (const word of ['chenxiao99', 'lianqiao2026', '陈晓2026']) {
      expect(await findPasswordFault(word, context), word).toBe('password_context')
    }
    expect(await findPasswordFault('chenxiao-plum-blossom', context)).toBeNull()
    expect(newPasswordSchema.safeParse('x'.repeat(passwordLength.max)).success).toBe(true)
    expect(passwordLength.max).toBeGreaterThanOrEqual(64)
  })
})

describe('The vault', () => {
  const vault = createVault(Buffer.alloc(32, 1).toString('base64'))
  const other = createVault(Buffer.alloc(32, 2).toString('base64'))

  test('opens what it sealed, never the same twice, and nothing of another key or that was changed', () => {
    const place = sealedIn('person_contact.sealed', 'a')
    const sealed = vault.seal('王小明', place)
    expect(vault.open(sealed, place)).toBe('王小明')
    expect(vault.seal('王小明', place)).not.toEqual(sealed)
    expect(() => other.open(sealed, place)).toThrow()
    sealed[sealed.length - 1]! ^= 1
    expect(() => vault.open(sealed, place)).toThrow()
  })

  test('opens a value in its own row and column alone, and with the key of its purpose', () => {
    const sealed = vault.seal('王小明', sealedIn('private.contact.name', 'a'))
    for (const elsewhere of [
      sealedIn('private.contact.name', 'b'),
      sealedIn('private.contact.phone', 'a'),
      sealedIn('person_contact.sealed', 'a'),
      { ...sealedIn('private.contact.name', 'a'), purpose: 'messages' },
    ]) {
      expect(() => vault.open(sealed, elsewhere)).toThrow()
    }
    expect(sealed.subarray(0, 4)).toEqual(SEAL_HEADER)
    expect(() => vault.open(sealed.subarray(4), sealedIn('private.contact.name', 'a'))).toThrow()
  })

  test('finds by a hash that another key does not make', () => {
    expect(vault.blindIndex('a')).toEqual(vault.blindIndex('a'))
    expect(vault.blindIndex('a')).not.toEqual(other.blindIndex('a'))
    expect(vault.hashCode(vault.blindIndex('a'), '1')).not.toEqual(
      vault.hashCode(vault.blindIndex('b'), '1'),
    )
  })

  test('wants 32 bytes', () => {
    expect(() => createVault('c2hvcnQ=')).toThrow('32 bytes')
  })

  test('makes codes of eight digits, the same for one id and other ones under another key, and tokens of 43 characters', () => {
    expect(vault.codeOf('a')).toMatch(/^\d{8}$/)
    expect(vault.codeOf('a')).toBe(vault.codeOf('a'))
    expect(vault.codeOf('b')).not.toBe(vault.codeOf('a'))
    expect(other.codeOf('a')).not.toBe(vault.codeOf('a'))
    expect(makeToken()).toMatch(/^[\w-]{43}$/)
  })
})

describe('A unified social credit code', () => {
  test('is right only with its check character (GB 32100-2015)', () => {
    // China Mobile's, as printed on its licence.
    expect(isUscc('911100007109250324')).toBe(true)
    expect(isUscc('911100007109250323')).toBe(false)
    expect(checkCharacter('91110000710925032')).toBe('4')
  })
  test('may be typed full-width, in small letters, with spaces', () => {
    expect(normalizeUscc(' ９１１１ 0000 7109250324 ')).toBe('911100007109250324')
    expect(isUscc('91110000710925O324')).toBe(false)
  })
})

describe('Roles', () => {
  test('an organisation gives the roles of its kind', () => {
    expect(refuseRoles('enterprise', ['owner'])).toBeNull()
    expect(refuseRoles('enterprise', ['loan_officer'])).toBe('roles_kind')
    expect(refuseRoles('institution', ['loan_officer'])).toBeNull()
    expect(refuseRoles('bureau', ['auditor', 'member'])).toBe('roles_auditor')
  })
})

describe('A device', () => {
  test('is named as people know it', () => {
    const agent =
      'Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140'
    expect(nameDevice(agent)).toBe('Edge · Windows')
    expect(nameDevice('Mozilla/5.0 (iPhone) Mobile MicroMessenger/8')).toBe('微信 · iPhone')
    expect(nameDevice(null)).toBeNull()
  })
})
