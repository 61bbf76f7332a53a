import { expect, test } from 'vitest'
import { sessionForm } from '#app/domain/session/forms.ts'

test('times that are none are told as such, and not compared', () => {
  const result = sessionForm.safeParse({ title: '对接会', startsAt: '明天', endsAt: '后天' })
  expect(result.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ['startsAt', 'invalid_format'],
    ['endsAt', 'invalid_format'],
  ])
})

test.each(['1999-12-31T09:00', '2101-01-01T00:00', '9999-12-31T09:00'])(
  '%s is no time of a session',
  (startsAt) => {
    const { error } = sessionForm.safeParse({
      title: '对接会',
      startsAt,
      endsAt: '2100-12-31T10:00',
    })
    expect(error?.issues.map(({ path }) => path[0])).toEqual(['startsAt'])
  },
)
