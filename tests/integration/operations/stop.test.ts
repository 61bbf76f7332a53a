import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { openSite } from '../../support/site.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()

test('a connection over which nothing is asked, as browsers open ahead, keeps no node from stopping', async () => {
  const site = await openSite(world)
  const silent = connect(Number(new URL(site.url).port), '127.0.0.1')
  await once(silent, 'connect')
  expect((await fetch(`${site.url}/healthz`)).status).toBe(200)
  const gone = once(silent, 'close')
  await site.close()
  await gone
})
