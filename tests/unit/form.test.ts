import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { formBudgets } from '#app/http/budget.ts'
import { keptValues, ownFields, parseForm } from '#app/http/form.ts'
import { createGate } from '#app/http/gate.ts'
import { readForm } from '#app/http/read-form.ts'
import { i18nOf } from '#app/i18n/index.ts'
import { refusalOf } from '../support/refusal.ts'

const { t } = i18nOf('zh-CN')
const schema = z.object({ name: z.string() })
const large = createGate({ atOnce: 1, waiting: 1 })
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://x/', { method: 'POST', body, headers })
const urlencoded = { 'Content-Type': 'application/x-www-form-urlencoded' }

test.each([
  '__intent__',
  '__state__',
  '__proto__',
  '__proto__.polluted',
  'constructor.prototype.x',
])('a form with a field %s is read as if it weren’t there', (field) => {
  const form = new FormData()
  form.append('name', '华强精密')
  form.append(field, '{')
  expect(parseForm(ownFields(form, schema), schema, t)).toEqual({ value: { name: '华强精密' } })
  expect({}).not.toHaveProperty('polluted')
})

test.each(['multipart/form-data; boundary=x', 'multipart/form-data', 'application/json', ''])(
  'a body of type “%s” that is no form is refused',
  async (type) => {
    const headers = { 'Content-Type': type }
    const request = new Request('http://x/', { method: 'POST', body: '{', headers })
    expect(await refusalOf(readForm(request, formBudgets.upload, large))).toMatchObject({
      message: 'form_unreadable',
    })
  },
)

test('a NUL is left out of what was typed', () => {
  const form = new FormData()
  form.append('name', '华强\u0000精密')
  expect(parseForm(ownFields(form, schema), schema, t)).toEqual({
    value: { name: '华强精密' },
  })
})

test.each([
  ['half of one', '华强\ud800精密'],
  ['the sign for a lost one', '三百二\ufffd十万元'],
])('a text with %s of its characters is not taken, and stands there to be mended', (_, text) => {
  const form = new FormData()
  form.append('name', text)
  const own = ownFields(form, schema)
  expect(parseForm(own, schema, t)).toEqual({
    errors: { name: [expect.stringContaining('\ufffd')] },
  })
  expect(keptValues(own)).toEqual({ name: text.toWellFormed() })
})

test('a body in another encoding than ours is not taken as if it were read', async () => {
  const body = Buffer.concat([Buffer.from('name='), Buffer.from('bbaac7bf', 'hex')])
  const form = await readForm(post(body, urlencoded), formBudgets.form, large)
  expect(parseForm(ownFields(form, schema), schema, t)).toMatchObject({
    errors: { name: [expect.any(String)] },
  })
})

/** A body that counts the pieces that are asked of it. */
function counted(piece: Uint8Array, most: number) {
  const read = { pieces: 0 }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (read.pieces++ < most) controller.enqueue(piece)
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return { read, stream }
}

test('a body that says it is too long is refused before a byte of it is read', async () => {
  const { read, stream } = counted(new Uint8Array(1024), 1024)
  const request = new Request('http://x/', {
    ...{ method: 'POST', body: stream, duplex: 'half' },
    headers: { ...urlencoded, 'Content-Length': String(1024 * 1024) },
  } as RequestInit)
  expect(await refusalOf(readForm(request, formBudgets.form, large))).toMatchObject({
    message: 'form_too_large',
  })
  expect(read.pieces).toBe(0)
})

test('a body that is longer than it says is read no further than its budget', async () => {
  const { read, stream } = counted(new Uint8Array(1024), 10_000)
  const request = new Request('http://x/', {
    ...{ method: 'POST', body: stream, duplex: 'half', headers: urlencoded },
  } as RequestInit)
  expect(await refusalOf(readForm(request, formBudgets.form, large))).toMatchObject({
    message: 'form_too_large',
  })
  expect(read.pieces).toBeLessThan(formBudgets.form.bytes / 1024 + 3)
})

test('a form with more fields than any of ours is refused before it is taken apart', async () => {
  const request = post('a=&'.repeat(20_000), urlencoded)
  expect(await refusalOf(readForm(request, formBudgets.form, large))).toMatchObject({
    message: 'form_too_many_fields',
  })
})

test('a form in parts is taken only where it may bring files, and with a number of parts that is bounded', async () => {
  const few = new FormData()
  few.append('file', new File(['x'], 'a.txt'))
  expect(await refusalOf(readForm(post(few), formBudgets.form, large))).toMatchObject({
    message: 'form_unreadable',
  })
  const many = new FormData()
  for (let count = 0; count < 2000; count++) many.append('a', 'x')
  expect(await refusalOf(readForm(post(many), formBudgets.upload, large))).toMatchObject({
    message: 'form_too_many_fields',
  })
})

test('names that the form’s schema doesn’t have never reach a parser, an index among them', () => {
  const form = new FormData()
  for (const name of ['name', 'name[10000000]', 'other', 'name.x', '__proto__', 'name[]']) {
    form.append(name, 'x')
  }
  expect([...ownFields(form, schema).keys()]).toEqual(['name'])
})

test('a record’s names are taken one level deep', () => {
  const answers = z.object({ answer: z.record(z.string(), z.string()).optional() })
  const form = new FormData()
  form.append('answer.a1', 'yes')
  form.append('answer.a1.b', 'no')
  form.append('answer.x[9]', 'no')
  expect([...ownFields(form, answers).keys()]).toEqual(['answer.a1'])
})

test('two large bodies are read at once, the next wait, and beyond that they are sent away for a moment', async () => {
  const gate = createGate({ atOnce: 2, waiting: 1 })
  const ends: (() => void)[] = []
  const work = () => new Promise<void>((resolve) => ends.push(resolve))
  const first = [gate.pass(work), gate.pass(work), gate.pass(work)]
  await Promise.resolve()
  expect(ends).toHaveLength(2)
  expect(await refusalOf(gate.pass(work))).toMatchObject({ refusal: 'unavailable', retryAfter: 5 })
  ends[0]!()
  await first[0]
  await Promise.resolve()
  expect(ends).toHaveLength(3)
  for (const end of ends) end()
  await Promise.all(first)
})

describe('A place among the large bodies', () => {
  const share = (key: string) => ({ key, atOnce: 1, waiting: 1 })

  test('is not to be had by who holds all of their own share, while others go past them', async () => {
    const gate = createGate({ atOnce: 2, waiting: 10 })
    const leave = await gate.enter([share('idle')])
    let entered = false
    const second = gate.enter([share('idle')]).then((leaveSecond) => {
      entered = true
      return leaveSecond
    })
    expect(await refusalOf(gate.enter([share('idle')]))).toMatchObject({ refusal: 'unavailable' })
    await expect(gate.pass(async () => 'done', [share('busy')])).resolves.toBe('done')
    expect(entered).toBe(false)
    leave()
    leave()
    ;(await second)()
    await expect(gate.pass(async () => 'done', [share('idle')])).resolves.toBe('done')
  })

  test('is lost by a body of which nothing more comes', async () => {
    vi.useFakeTimers()
    const stream = new ReadableStream({ start: (sender) => sender.enqueue(new Uint8Array(100)) })
    const request = new Request('http://x/', {
      ...{ method: 'POST', body: stream, duplex: 'half' },
      headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': '2000000' },
    } as RequestInit)
    const gate = createGate({ atOnce: 1, waiting: 0 })
    const refused = refusalOf(readForm(request, formBudgets.upload, gate))
    await vi.advanceTimersByTimeAsync(15_000)
    vi.useRealTimers()
    expect(await refused).toMatchObject({ message: 'form_unreadable' })
    await expect(gate.pass(async () => 'free')).resolves.toBe('free')
  })
})
