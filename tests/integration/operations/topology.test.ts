import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { findPersonByLookup } from '#app/domain/account/read.server.ts'
import { openSignInFor } from '#app/domain/account/write.server.ts'
import { testDeployment } from '../../support/deployment.ts'
import { requestForm } from '../../support/financing.ts'
import { lettersIn } from '../../support/outbox.ts'

/** As `compose.yaml` runs it: pages on two nodes, jobs and index on a third, PostgreSQL and Meilisearch as servers. */
const deployment = testDeployment(['web', 'web', 'worker'])
const { world } = deployment

/** The cookie of a demonstration account. */
async function cookieOf(account: string): Promise<string> {
  const id = await findPersonByLookup(world.db, world.vault.blindIndex(`${account}@example.com`))
  const { token } = await openSignInFor(world.db, id!, { agent: 'test', address: null })
  return `__Host-lianqiao=${token}`
}

const fields: Record<string, string> = Object.fromEntries(
  Object.entries(requestForm)
    .filter(([, value]) => !Array.isArray(value))
    .map(([name, value]) => [name, String(value)]),
)

const requestFields = (title: string) => {
  const form = new URLSearchParams({ ...fields, intent: 'draft', title })
  for (const one of requestForm.guarantees) form.append('guarantees', one)
  form.append('disclosed', 'revenue')
  return form
}

const ask = (url: string, cookie: string, form?: URLSearchParams) =>
  fetch(url, {
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: new URL(url).origin },
    ...(form ? { method: 'POST', body: form } : {}),
  })

const press = (url: string, cookie: string, intent: string, more: Record<string, string> = {}) =>
  ask(url, cookie, new URLSearchParams({ intent, ...more }))

const web = (n: number) => deployment.nodes[n]!.url

describe('Two nodes for pages and one for jobs', () => {
  test('a request made at one is published at the other, found at both, claimed, and seen by its owner', async () => {
    const [firm, officer, bank] = await Promise.all(
      ['enterprise', 'officer', 'bank-a'].map(cookieOf),
    )
    const title = '多节点采购注塑机的设备款'
    const made = await ask(`${web(0)}/requests/new`, firm!, requestFields(title))
    expect(made.status).toBe(302)
    const path = made.headers.get('Location')!
    expect((await press(web(0) + path, firm!, 'submit')).status).toBe(200)
    const read = { version: '2' }
    expect((await press(web(1) + path, officer!, 'publish', read)).status).toBe(200)
    for (const n of [0, 1]) {
      await vi.waitFor(async () => {
        const found = await ask(
          `${web(n)}/search?kind=request&q=${encodeURIComponent(title)}`,
          bank!,
        )
        expect(await found.text()).toContain(path)
      }, 20_000)
    }
    const claimed = await press(web(0) + path, bank!, 'claim')
    expect(claimed.headers.get('Location')).toMatch(/^\/threads\//)
    const seen = await ask(web(1) + path, firm!)
    expect(await seen.text()).toContain('东湖农商银行')
  })

  test('what a page writes to somebody goes out from the node of the jobs', async () => {
    const form = new URLSearchParams({ intent: 'ask_code', contact: '13900001234' })
    await ask(`${web(0)}/sign-up`, '', form)
    await vi.waitFor(() => {
      const outbox = join(deployment.folder, 'outbox')
      const letter = lettersIn(outbox).find((name) => name.includes('13900001234'))
      expect(readFileSync(join(outbox, letter!), 'utf8')).toMatch(/\d{8}/)
    }, 20_000)
  })

  test('one is restarted under traffic: everything that was acknowledged is there, once', async () => {
    const cookie = await cookieOf('enterprise')
    const acknowledged: string[] = []
    let refused = 0
    let made = 0
    let going = true
    const client = async () => {
      while (going) {
        const title = `重启期间的需求第 ${++made} 号`
        const answer = await ask(
          `${deployment.url}/requests/new`,
          cookie,
          requestFields(title),
        ).catch(() => null)
        if (answer?.status === 302) acknowledged.push(title)
        else refused++
      }
    }
    const traffic = Promise.all([client(), client(), client()])
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(10), 60_000)
    await deployment.restart(0)
    const then = acknowledged.length
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(then + 10), 60_000)
    going = false
    await traffic
    const rows = await world.db
      .selectFrom('request')
      .select('title')
      .where('title', 'like', '重启期间的需求%')
      .execute()
    const kept = rows.map(({ title }) => title)
    expect(new Set(kept).size).toBe(kept.length)
    expect(acknowledged.filter((title) => !kept.includes(title))).toEqual([])
    expect(refused).toBe(0)
  }, 120_000)
})
