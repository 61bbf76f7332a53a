import { expect, test } from 'vitest'
import { sessionForm } from '#app/domain/session/forms.ts'

test('times that are none are told as such, and not compared', () => {
  const result = sessionForm.safeParse({ title: '对接会', startsAt: '明天', endsAt: '后天' })
  expect(result.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ['startsAt', 'invalid_format'],
    ['endsAt', 'invalid_format'],
  ])
})
