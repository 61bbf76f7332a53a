import type { Request, Response } from 'express'
import { expect, test } from 'vitest'
import type { Actor } from '#app/domain/actor.ts'
import { MAX_UNDER_WAY_OF_NETWORK, MAX_UNDER_WAY_OF_PERSON } from '#app/http/shares.ts'
import { admitted } from '#app/http/under-way.ts'

type Closing = Response & { closed: boolean; end: () => void }
function makeResponse(): Closing {
  const ends: (() => void)[] = []
  const response = {
    closed: false,
    once: (_: string, end: () => void) => ends.push(end),
    end() {
      response.closed = true
      for (const end of ends) end()
    },
  }
  return response as unknown as Closing
}

/** Who asks is named by the cookie. */
const admit = admitted(async ({ headers }) => ({
  actor: headers.cookie ? ({ personId: headers.cookie } as Actor) : null,
  authMethod: headers.cookie ? 'cookie' : 'nothing',
}))
function ask(ip: string, cookie?: string) {
  const response = makeResponse()
  const sent = { admitted: false, response }
  const request = { ip, headers: { cookie } } as unknown as Request
  admit(request, response).then(
    () => {
      sent.admitted = true
    },
    () => {},
  )
  return sent
}
const settle = () => new Promise((resolve) => setImmediate(resolve))
const count = (all: { admitted: boolean }[]) => all.filter((each) => each.admitted).length

test('visitors of one network wait for each other, and keep neither the signed in nor other networks waiting', async () => {
  const { atOnce } = MAX_UNDER_WAY_OF_NETWORK
  const visitors = Array.from({ length: atOnce * 3 }, () => ask('192.0.2.1'))
  await settle()
  expect(count(visitors)).toBe(atOnce)
  const hall = Array.from({ length: 1000 }, (_, index) => ask('192.0.2.1', `person ${index}`))
  const other = ask('192.0.2.2')
  await settle()
  await settle()
  expect(count(hall)).toBe(1000)
  expect(other.admitted).toBe(true)
  visitors[0]!.response.end()
  await settle()
  expect(count(visitors)).toBe(atOnce + 1)
})

test('one person has so many requests under way, wherever they come from', async () => {
  const { atOnce } = MAX_UNDER_WAY_OF_PERSON
  const requests = Array.from({ length: atOnce * 2 }, (_, index) => ask(`192.0.2.${index}`, 'one'))
  await settle()
  expect(count(requests)).toBe(atOnce)
})
