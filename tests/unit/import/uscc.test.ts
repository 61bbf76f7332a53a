import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkCharacter,
  findUsccFault,
  isUscc,
  normalizeUscc,
} from '#app/domain/organization/uscc.ts'
import { sharedData } from '../../support/registry.ts'

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const first17 = fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 })

describe('a unified social credit code (GB 32100-2015)', () => {
  test.each(['91360100158354925W', '9136010070551292X6', '913601007319484951'])(
    '%s is right',
    (code) => {
      expect(isUscc(code)).toBe(true)
    },
  )

  test.each([
    ['91460000158271839N', 'checksum'],
    ['A1360100767029642R', 'checksum'],
    ['9136010015835492', 'length'],
    ['9136010015835492OW', 'character'],
  ])('%s is wrong: %s', (code, fault) => {
    expect(findUsccFault(code)).toBe(fault)
  })

  test('catches every single character that was mistyped', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.constantFrom(...alphabet), (characters, at, other) => {
        const right = characters.join('') + checkCharacter(characters.join(''))
        const wrong = right.slice(0, at) + other + right.slice(at + 1)
        return isUscc(right) && (wrong === right || !isUscc(wrong))
      }),
    )
  })

  test('is the same in full width, in lower case and with spaces', () => {
    expect(normalizeUscc(' ９１３６０１００ 158354925ｗ ')).toBe('91360100158354925W')
  })

  const reference = sharedData('uscc_reference.json')
  test.skipIf(!reference)('agrees with the reference vectors (skipped without them)', () => {
    const { test_vectors_valid, test_vectors_invalid } = JSON.parse(
      readFileSync(reference!, 'utf8'),
    )
    for (const { uscc } of test_vectors_valid) expect(isUscc(uscc), uscc).toBe(true)
    for (const { uscc } of test_vectors_invalid) expect(isUscc(uscc), uscc).toBe(false)
  })
})
