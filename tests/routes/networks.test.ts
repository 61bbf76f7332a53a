import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const market = testWorld()
let site: Site

beforeAll(async () => {
  site = await openSite(market, undefined, { TRUST_PROXY: '1' })
}, 120_000)
afterAll(() => site?.close())

let count = 0
/** A wrong password for an account of its own each time, as the proxy in front hands it over. */
async function fail(address: string): Promise<number> {
  const response = await fetch(`${site.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: site.url, 'X-Forwarded-For': address },
    body: new URLSearchParams({
      ...{ intent: 'sign_in', contact: `nobody${++count}@example.com`, password: 'a-wrong-one' },
    }),
  })
  await response.arrayBuffer()
  return response.status
}

async function failures(addresses: readonly string[]) {
  const statuses: number[] = []
  for (const address of addresses) statuses.push(await fail(address))
  const times = (status: number) => statuses.filter((each) => each === status).length
  return { wrong: times(403), refused: times(429) }
}

const hex = (index: number) => (index * 7919).toString(16).slice(-4)

describe('Failed sign-ins behind a proxy', { timeout: 180_000 }, () => {
  test('of one IPv6 network of 64 bits are counted as those of one IPv4 address are', async () => {
    const four = await failures(Array.from({ length: 130 }, () => '192.0.2.7'))
    const six = await failures(
      Array.from(
        { length: 130 },
        (_, index) => `2001:db8:1:2:${hex(index + 9)}::${hex(index + 1)}`,
      ),
    )
    expect(four).toEqual({ wrong: 100, refused: 30 })
    expect(six).toEqual(four)
    expect(await failures(['2001:db8:1:3::1', '192.0.2.8'])).toEqual({ wrong: 2, refused: 0 })
  })
})
