import { describe, expect, test } from 'vitest'
import en from '#app/i18n/en/index.ts'
import { messagesOf } from '#app/i18n/index.ts'
import { toTraditional } from '#app/i18n/traditional.ts'
import zhCN from '#app/i18n/zh-CN/index.ts'

/** Every sentence by its path. */
function sentences(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : sentences(value as object, `${path}${key}.`),
  )
}

const holes = (text: string) => [...new Set(text.match(/\{\{.*?\}\}/g) ?? [])].sort()
const chinese = new Map(sentences(zhCN))
const english = sentences(en)

describe('English says what Chinese says', () => {
  test('each sentence has the same gaps to fill', () => {
    const wrong = english.filter(([path, text]) => {
      if (path.startsWith('format.')) return false
      const source = chinese.get(path) ?? chinese.get(path.replace(/_(one|other)$/, '')) ?? ''
      const mine = holes(text)
      // One thing needs no number; and a count may go unsaid where the words say it.
      const wanted = holes(source).filter(
        (hole) => !path.endsWith('_one') || hole !== '{{count}}' || mine.includes(hole),
      )
      return mine.join() !== wanted.join()
    })
    expect(wrong).toEqual([])
  })

  test('nothing Chinese is left in it', () => {
    const han = /[\p{Script=Han}，。；：、（）“”！？]/u
    const left = english.filter(([, text]) => han.test(text.replace(/[“”]/g, '')))
    expect(left).toEqual([])
  })

  test('what counts has both of its forms', () => {
    const paths = new Set(english.map(([path]) => path))
    const single = [...paths].filter(
      (path) =>
        /_(one|other)$/.test(path) &&
        !chinese.has(path) &&
        !(paths.has(path.replace(/_other$/, '_one')) && paths.has(path.replace(/_one$/, '_other'))),
    )
    expect(single).toEqual([])
  })
})

describe('Traditional Chinese is converted, never written', () => {
  test('no sentence keeps a character that only the simplified script has', () => {
    const converted = sentences(messagesOf('zh-Hant'))
    expect(converted.length).toBe(chinese.size)
    expect(converted.filter(([, text]) => toTraditional(text) !== text)).toEqual([])
    expect(Object.fromEntries(converted)['common.product_name']).toBe('鏈橋')
  })

  test('the gaps keep their names', () => {
    expect(toTraditional('还剩 {{count}} 个工作日')).toBe('還剩 {{count}} 個工作日')
  })
})
