import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseForm, readForm } from '#app/http/form.ts'
import { i18nOf } from '#app/i18n/index.ts'
import { refusalOf } from '../support/refusal.ts'

const { t } = i18nOf('zh-CN')
const schema = z.object({ name: z.string() })

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
  expect(parseForm(form, schema, t)).toEqual({ value: { name: '华强精密' } })
  expect({}).not.toHaveProperty('polluted')
})

test.each(['multipart/form-data; boundary=x', 'multipart/form-data', 'application/json', ''])(
  'a body of type “%s” that is no form is refused',
  async (type) => {
    const headers = { 'Content-Type': type }
    const request = new Request('http://x/', { method: 'POST', body: '{', headers })
    expect(await refusalOf(readForm(request))).toMatchObject({ message: 'form_unreadable' })
  },
)

test('characters that no text can hold are left out of what was typed', () => {
  const form = new FormData()
  form.append('name', '华强\u0000精密\ud800')
  expect(parseForm(form, schema, t)).toEqual({ value: { name: '华强精密\ufffd' } })
})
