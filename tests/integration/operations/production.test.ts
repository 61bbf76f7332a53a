import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { inspected, inspectorIn, openInspector } from '../../support/inspector.ts'
import { startNode } from '../../support/nodes.ts'
import { testSecretKey, testWorld } from '../../support/world.ts'

const world = testWorld()

test('what npm start serves runs on packages as they are built for production', async () => {
  const { searchUrl, searchKey } = inject('engines')
  const folder = mkdtempSync(join(tmpdir(), 'lianqiao-production-'))
  const settings = {
    NODE_OPTIONS: inspected,
    DATA_DIR: folder,
    DATABASE_URL: world.appUrl,
    DATABASE_MIGRATION_URL: world.ownerUrl,
    MEILI_URL: searchUrl,
    MEILI_KEY: searchKey,
    MEILI_PREFIX: 'production',
    SECRET_KEY: testSecretKey,
    SECOND_FACTOR: 'offered',
    ROLE: 'web',
  }
  let address = ''
  const node = await startNode(settings, (line) => {
    address ||= inspectorIn(line) ?? ''
  })
  const inspector = await openInspector(address)
  expect((await fetch(node.url)).status).toBe(200)
  const scripts = await inspector.scripts()
  expect(scripts.filter((url) => /react-dom-server/.test(url)).length).toBeGreaterThan(0)
  expect(scripts.filter((url) => /\.development\./.test(url))).toEqual([])
  inspector.close()
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})
