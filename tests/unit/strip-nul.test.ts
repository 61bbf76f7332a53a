import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { createElement } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { stripNul } from '#app/http/strip-nul.ts'

const stripped = async (chunks: readonly Uint8Array[]) =>
  buffer(Readable.from(chunks.map((chunk) => Buffer.from(chunk))).pipe(stripNul()))

/** As the server renders a page: texts of three bytes a character, cut wherever the buffer ends. */
const rendered = (title: string) =>
  new Promise<Buffer>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      createElement(
        'div',
        null,
        Array.from({ length: 200 }, (_, key) =>
          createElement('input', { key, placeholder: title, title: `${title}${key}` }),
        ),
      ),
      {
        onAllReady() {
          const body = stripNul()
          buffer(body).then(resolve, reject)
          pipe(body)
        },
        onError: reject,
      },
    )
  })

describe('No NUL byte leaves the server in a page', () => {
  test('wherever in a piece it stands, and nothing else is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
        async (chunks) => {
          const all = Buffer.concat(chunks)
          expect(await stripped(chunks)).toEqual(all.filter((byte) => byte !== 0))
        },
      ),
    )
  })

  test.each(['搜索企业、产品、需求', 'a搜索企业、产品、需求', 'ab搜索𠮷企业、产品'])(
    'however the renderer cuts %s',
    async (title) => {
      const page = await rendered(title)
      expect(page.includes(0)).toBe(false)
      expect(page.toString()).not.toContain('\ufffd')
      expect(page.toString().split(`placeholder="${title}"`)).toHaveLength(201)
    },
  )
})
