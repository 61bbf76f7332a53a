import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, type Site } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
let site: Site
beforeAll(async () => {
  site = await openSite(world)
})
afterAll(() => site?.close())

/** Where a visitor is led who asks for something that needs a sign-in. */
async function leadOf(path: string): Promise<string> {
  const answer = await fetch(site.url + path, { redirect: 'manual' })
  return answer.headers.get('location') ?? (await answer.text())
}

test.each([
  ['a page', '/notices?topic=trade&before=a%26b', '/notices?topic=trade&before=a%26b'],
  ['its data', '/notices.data?_routes=routes%2Fnotices&topic=trade', '/notices?topic=trade'],
  ['its data alone', '/notices.data?topic=trade&_routes=routes%2Fnotices', '/notices?topic=trade'],
  ['its data without more', '/notices.data?_routes=routes%2Fnotices', '/notices'],
  ['a file', '/account/data.json?a=b', '/account/data.json?a=b'],
])('who is led to sign in from %s comes back to what was asked for', async (_, path, back) => {
  expect(await leadOf(path)).toContain(`/sign-in?next=${encodeURIComponent(back)}`)
})
