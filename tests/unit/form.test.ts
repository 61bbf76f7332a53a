import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseForm } from '#app/http/form.ts'
import { createI18n } from '#app/i18n/index.ts'

const { t } = createI18n('zh-CN')
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
