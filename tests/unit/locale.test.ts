import { describe, expect, test } from 'vitest'
import { chooseLocale, readAccept } from '#app/http/locale.ts'

const person = (locale: 'en' | 'zh-Hant' | null) =>
  ({
    personId: '',
    signInId: '',
    memberOf: [],
    organization: null,
    secondFactor: 'free',
    locale,
  }) as const

describe('A page comes in the language that its reader wants', () => {
  test.each([
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-Hant-MO', 'zh-Hant'],
    ['zh-CN,zh;q=0.9', 'zh-CN'],
    ['fr-FR,fr;q=0.9,en;q=0.8,zh;q=0.7', 'en'],
    ['en;q=0.1,zh-CN;q=0.9', 'zh-CN'],
    ['en;q=0,de', null],
    ['*', null],
    ['', null],
  ])('"%s" asks for %s', (header, locale) => {
    expect(readAccept(header)).toBe(locale)
  })

  test('what the person chose goes before the cookie, the cookie before the browser', () => {
    const cookie = 'lianqiao=x; lianqiao-locale=en'
    const accept = 'zh-CN'
    expect(chooseLocale({ actor: person('zh-Hant'), cookie, accept })).toBe('zh-Hant')
    expect(chooseLocale({ actor: person(null), cookie, accept })).toBe('en')
    expect(chooseLocale({ actor: null, cookie: undefined, accept: 'en' })).toBe('en')
    expect(chooseLocale({ actor: null, cookie: 'lianqiao-locale=xx', accept: 'fr' })).toBe('zh-CN')
  })
})
