import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { sendMessage } from '#app/domain/message/write.server.ts'
import { sql, transact } from '#db'
import { openSite } from '../support/site.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()

/** How many letters wait in the queue or are under way. */
async function countLetters(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from graphile_worker.jobs where task_identifier = 'send_message'`.execute(
    world.db,
  )
  return rows[0]!.count
}

const writeLetter = () =>
  transact(world.db, (tx) =>
    sendMessage(tx, world.vault, {
      to: { kind: 'mobile', value: '+8613800000000' },
      template: 'reset_code',
      params: { code: '000000', minutes: 30 },
      until: new Date(world.db.now().getTime() + 3_600_000).toISOString(),
    }),
  )

test('a job that ends while the database is away is noted as ended once the database is back', async () => {
  const gateway = createServer().listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  const { port } = gateway.address() as AddressInfo
  let log = ''
  const settings = { LOG_LEVEL: 'warn', SMS_GATEWAY_URL: `http://127.0.0.1:${port}/` }
  const logTo = {
    write(line: string) {
      log += line
    },
  }
  const site = await openSite(world, undefined, settings, { logTo })
  try {
    await writeLetter()
    const [, response] = (await once(gateway, 'request')) as [unknown, ServerResponse]
    await world.whileAway(async () => {
      response.end()
      await once(response, 'close')
      log = ''
      await expect.poll(() => log).toMatch(/not currently accepting[\s\S]*not currently accepting/)
    })
    gateway.on('request', (_, next: ServerResponse) => next.end())
    await expect.poll(countLetters).toBe(0)
    await writeLetter()
    await expect.poll(countLetters).toBe(0)
  } finally {
    await site.close()
    gateway.close()
  }
})
