import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packAssets } from './pack.ts'
import { step } from './progress.ts'

const root = join(import.meta.dirname, '..', '..')
const stamp = join(root, 'build', 'sources.sha256')
const sources = ['app', 'db', 'search', 'realtime']
const single = ['package-lock.json', 'remix.config.js', 'vite.config.ts', 'tsconfig.json']

/** Builds the pages when the sources are not those of the last build. */
export async function buildWhenStale(): Promise<void> {
  const now = await hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  await step('Building the pages', () => build(now))
}

/** Builds the pages and notes of which sources, so that a start finds them done. */
export async function build(sum?: string): Promise<void> {
  const now = sum ?? (await hashSources())
  rmSync(stamp, { force: true })
  await buildPages()
  await packAssets(join(root, 'build', 'client', 'assets'))
  writeFileSync(stamp, now)
}

/** Builds what browsers load and what the server renders. @param config another than the market's own, where one is given */
export async function buildPages(config?: string): Promise<void> {
  const { build: viteBuild } = await import('vite')
  const options = { root, logLevel: 'error' as const, ...(config ? { configFile: config } : {}) }
  const previous = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await viteBuild(options)
    await viteBuild({ ...options, build: { ssr: true } })
  } finally {
    process.env.NODE_ENV = previous
  }
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256')
  const lists = await Promise.all(
    sources.map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    ),
  )
  const files = [...lists.flat(), ...single.map((name) => join(root, name))].sort()
  const contents = await Promise.all(files.map((file) => readFile(file)))
  for (const [index, file] of files.entries()) {
    hash.update(file.slice(root.length)).update('\0').update(contents[index]!)
  }
  return hash.digest('hex')
}
