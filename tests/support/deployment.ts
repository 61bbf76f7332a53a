import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, vi } from 'vitest'
import { seed } from '#app/cli/seed/index.ts'
import { type Balancer, startBalancer } from './balancer.ts'
import { type ProductNode, startNode } from './nodes.ts'
import { isIndexed } from './search.ts'
import { testSecretKey, testWorld } from './world.ts'

/** The product as a district runs it: several nodes behind a load balancer, on servers of their own. */
export interface Deployment {
  readonly url: string
  readonly nodes: readonly ProductNode[]
  readonly world: ReturnType<typeof testWorld>
  /** Where the nodes keep what they write, the outbox among it. */
  readonly folder: string
  /** Stops a node as an operator would and starts it again where it was. */
  restart(n: number): Promise<void>
}

type Role = 'all' | 'web' | 'worker'

/** Starts nodes on the demonstration market: so many alike, or one for each role. Browsers are led to those that serve. */
export function testDeployment(nodesOrRoles: number | readonly Role[]): Deployment {
  const roles: readonly Role[] =
    typeof nodesOrRoles === 'number' ? Array(nodesOrRoles).fill('all') : nodesOrRoles
  const world = testWorld()
  const folder = mkdtempSync(join('/tmp', 'lianqiao-nodes-'))
  const nodes: ProductNode[] = []
  let balancer: Balancer
  let settings: Record<string, string> = {}
  beforeAll(async () => {
    await seed({ db: world.db, vault: world.vault, origin: 'http://127.0.0.1' })
    const { searchUrl, searchKey } = inject('engines')
    const serving: string[] = []
    balancer = await startBalancer(serving)
    const env = {
      PUBLIC_URL: balancer.url,
      DATA_DIR: folder,
      DATABASE_URL: world.appUrl,
      DATABASE_MIGRATION_URL: world.ownerUrl,
      MEILI_URL: searchUrl,
      MEILI_KEY: searchKey,
      MEILI_PREFIX: `nodes_${randomBytes(4).toString('hex')}_`,
      SECRET_KEY: testSecretKey,
      TRUST_PROXY: '1',
      SECOND_FACTOR: 'offered',
    }
    for (const ROLE of roles) nodes.push(await startNode({ ...env, ROLE }))
    await vi.waitFor(async () => expect(await isIndexed(world.db)).toBe(true), 100_000)
    serving.push(...nodes.filter((_, n) => roles[n] !== 'worker').map(({ url }) => url))
    settings = env
  }, 120_000)
  afterAll(async () => {
    await balancer?.close()
    await Promise.all(nodes.map((node) => node.stop()))
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    get url() {
      return balancer.url
    },
    nodes,
    world,
    get folder() {
      return folder
    },
    async restart(n) {
      const { port } = new URL(nodes[n]!.url)
      await nodes[n]!.stop()
      nodes[n] = await startNode({ ...settings, ROLE: roles[n]!, PORT: port })
    },
  }
}
