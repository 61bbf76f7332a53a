import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDataFolder, reachablePrograms } from '#app/cli/data-folder.ts'
import { freePorts, startEngine } from '#app/cli/supervise.ts'
import { embeddedPostgres, packagedPostgres } from '#db/embedded'
import { embeddedMeilisearch, findMeilisearch } from '#search/embedded'
import { startNode } from '../support/nodes.ts'
import { testPasswords } from '../support/own-engines.ts'
import type { Bench, Stage } from './stage.ts'

/** From the command to the first page, with packages installed and pages built. */
export const start: Bench = {
  name: 'start',
  about:
    'npm start on an empty data folder and on a filled one, beside the start of the two engines alone',
  async run(stage) {
    const folder = join(stage.folder(), 'market')
    const alone = await engineStarts(stage)
    for (const [name, baseline] of [
      ['cold, with the demonstration market made', alone.cold],
      ['warm', alone.warm],
    ] as const) {
      const started = performance.now()
      const node = await startNode({ DATA_DIR: folder })
      const seconds = (performance.now() - started) / 1000
      await node.stop()
      stage.report({ figure: name, value: seconds, unit: 's', baseline })
    }
  },
}

/** initdb and both programs until they answer; then the same on what is there. In seconds. */
async function engineStarts(stage: Stage): Promise<{ cold: number; warm: number }> {
  const folder = join(stage.folder(), 'engines')
  mkdirSync(folder)
  const data = openDataFolder(folder)
  const packaged = packagedPostgres()!
  const binaries = reachablePrograms(packaged, join('bin', 'postgres'), data)
  const once = async () => {
    const [postgresPort, searchPort] = (await freePorts(2)) as [number, number]
    const postgres = embeddedPostgres({
      folder: join(data.path, 'postgres'),
      port: postgresPort,
      secrets: testPasswords,
      binaries,
      runAs: data.engineUser,
    })
    const search = embeddedMeilisearch({
      folder: join(data.path, 'search'),
      port: searchPort,
      key: 'key-of-sixteen-bytes',
      program: findMeilisearch()!,
    })
    const started = performance.now()
    const running = await Promise.all([
      startEngine(postgres, join(data.path, 'logs', 'postgres.log')),
      startEngine(search, join(data.path, 'logs', 'search.log')),
    ])
    const seconds = (performance.now() - started) / 1000
    await Promise.all(running.map((item) => item.stop()))
    return seconds
  }
  return { cold: await once(), warm: await once() }
}
