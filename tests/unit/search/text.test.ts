import { describe, expect, test } from 'vitest'
import { deletionNeighbours } from '../../../search/text/keys.ts'
import { normalize } from '../../../search/text/normalize.ts'
import { soundSuffixes, syllables } from '../../../search/text/pinyin.ts'

describe('the sound of a text', () => {
  test('has no tones, and v for ü; what is not Chinese stays as it is', () => {
    expect(syllables('绿色女装ABÉ')).toEqual(['lv', 'se', 'nv', 'zhuang', 'a', 'b', 'é'])
  })

  test('follows the word that a character stands in', () => {
    expect(syllables('重庆银行').join(' ')).toBe('chong qing yin hang')
  })

  test('has an ending from every character on where a search may begin', () => {
    expect(soundSuffixes('华强机械', 2)).toEqual({
      initials: ['hqjx', 'qjx'],
      full: ['huaqiangjixie', 'qiangjixie'],
    })
  })
})

test('a text in traditional characters is the same as in simplified ones, words as a whole', () => {
  expect(normalize('龍門機械')).toBe('龙门机械')
  expect(normalize('乾坤 乾燥')).toBe('乾坤 干燥')
  expect(normalize('龙门机械')).toBe('龙门机械')
})

test('slips are the text and what is left when one character goes, each once', () => {
  expect(deletionNeighbours('华强强')).toEqual(['华强强', '强强', '华强'])
  expect(deletionNeighbours('华𠮷田')).toEqual(['华𠮷田', '𠮷田', '华田', '华𠮷'])
})
