import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountBands, bandOf } from '#app/domain/search/facet-buckets.ts'
import { facetViews } from '#app/domain/search/facet-view.ts'
import { cursorOf, cursorSchema, readPageQuery } from '#app/domain/search/finding.ts'
import { excerpt, findSpans } from '#app/ui/search/highlight.tsx'
import { deletionNeighbours, planQuery, splitName, tokenizeCharacters, variantsOf } from '#search'

const chinese = fc.string({
  unit: fc.constantFrom(...'南昌华强精密制造贸易三燕实业科技'),
  minLength: 3,
  maxLength: 12,
})

describe('a company name', () => {
  test.each([
    ['深圳市华强精密制造有限公司', '华强精密制造'],
    ['江西省南昌市东湖区三燕贸易有限责任公司', '三燕贸易'],
    ['越信亚洲（江西）电子通讯有限公司', '越信亚洲电子通讯'],
    ['新時代健康產業（集團）有限公司', '新时代健康产业'],
    ['南昌工控ＥＲＰ有限公司', '工控erp'],
  ])('%s has the core %s', (name, core) => {
    expect(splitName(name).core).toBe(core)
  })

  test('keeps something of every name', () => {
    fc.assert(fc.property(chinese, (name) => splitName(`${name}有限公司`).core.length > 0))
  })
})

describe('one slip', () => {
  test('of any kind leaves a key in common', () => {
    fc.assert(
      fc.property(chinese, fc.nat(), (text, seed) => {
        const characters = [...text]
        const at = seed % characters.length
        const own = new Set(deletionNeighbours(text))
        const changed = [
          characters.filter((_, index) => index !== at).join(''),
          characters.map((character, index) => (index === at ? '啊' : character)).join(''),
          [...characters.slice(0, at), '啊', ...characters.slice(at)].join(''),
        ]
        return changed.every(
          (item) => [...item].length < 3 || deletionNeighbours(item).some((key) => own.has(key)),
        )
      }),
    )
  })
})

test('spelling gives different characters different words of four letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (text) => {
      const words = tokenizeCharacters(text).split(' ')
      const characters = [...text]
      return (
        words.length === characters.length &&
        words.every((word) => /^[a-z]{4}$/.test(word)) &&
        new Set(words).size === new Set(characters).size
      )
    }),
  )
})

describe('a question is planned', () => {
  const names = (text: string) => [...new Set(planQuery(text).steps.map(({ name }) => name))]

  test('with the whole name counting most', () => {
    const { steps } = planQuery('深圳市华强精密制造有限公司')
    const [first] = steps.toSorted((a, b) => b.weight - a.weight)
    expect(first?.name).toBe('whole name or code')
  })

  test('as pinyin only where it could be pinyin', () => {
    expect(names('hqjm')).toContain('initials')
    expect(names('华强jm')).toContain('characters, then pinyin')
    expect(names('三燕贸易')).not.toContain('initials')
  })

  test('without anything typed, as everything', () => {
    expect(names('  ')).toEqual(['everything'])
  })

  test('never with more words than the server reads, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) =>
        planQuery(text).steps.every(
          ({ name, q = '' }) =>
            (name !== 'words' && name !== 'synonyms') || q.split(' ').length <= 10,
        ),
      ),
    )
  })

  test('in whole characters, also where the longest question ends within one', () => {
    const halves = fc.string({
      unit: fc.constantFrom('锐', '𤔗', 'a', ' ', '😀', '\ud83d'),
      maxLength: 220,
    })
    fc.assert(
      fc.property(halves, (text) =>
        planQuery(text).steps.every(({ q = '', keys = [] }) =>
          [q, ...keys].every((item) => item.isWellFormed()),
        ),
      ),
    )
  })

  test('with words that mean the same', () => {
    expect(variantsOf('设备贷款')).toContain('设备融资')
    expect(variantsOf('小巨人')).toContain('专精特新小巨人')
  })
})

describe('what is shown', () => {
  test('marks whole words, neighbours as one', () => {
    expect(findSpans('南昌市不锈钢管厂', ['不锈钢', '管'])).toEqual([{ from: 3, to: 7 }])
    expect(findSpans('ＡＢＣ科技', ['abc'])).toEqual([{ from: 0, to: 3 }])
  })

  test('cuts a long text around the first mark', () => {
    const text = `${'甲'.repeat(100)}不锈钢${'乙'.repeat(100)}`
    expect(excerpt(text, ['不锈钢'], 40)).toContain('不锈钢')
  })

  test('offers facets that would narrow, in their own order, chosen ones always', () => {
    const views = facetViews(
      'product',
      { amount: { over_1000: 1, to_100: 9 }, term: { to_12: 3 }, rate: {} },
      { guarantee: ['credit'] },
    )
    expect(views.map(({ name }) => name)).toEqual(['amount', 'guarantee'])
    expect(views[0]!.options.map(({ value }) => value)).toEqual(['to_100', 'over_1000'])
    expect(views[1]!.options).toEqual([{ value: 'credit', count: 0, chosen: true }])
  })

  test('puts every amount into exactly one band', () => {
    expect(bandOf(amountBands, 100_000_000)).toEqual(['to_100'])
    expect(bandOf(amountBands, 100_000_001)).toEqual(['to_500'])
    expect(bandOf(amountBands, null)).toEqual([])
  })
})

describe('the address of a search', () => {
  test('still finds something when it was changed by hand', () => {
    const query = readPageQuery(
      new URLSearchParams('q=a&kind=nothing&sort=x&cursor=!!&tier=a&tier=b'),
    )
    expect(query).toMatchObject({ q: 'a', kind: undefined, sort: 'best', cursor: undefined })
    expect(query.facets).toEqual({ tier: ['a', 'b'] })
  })

  test('its cursor leads back to where it was', () => {
    fc.assert(
      fc.property(fc.nat(19_999), (offset) => cursorSchema.parse(cursorOf(offset)) === offset),
    )
  })
})
