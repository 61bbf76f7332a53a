import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const glossary = readFileSync(join(root, 'docs/GLOSSARY.md'), 'utf8')

/** The rows of a section's table, each with what stands in its first two cells. */
function rowsOf(title: string): [string, string][] {
  const section = glossary.split(`## ${title}\n`)[1]!.split('\n## ')[0]!
  return [...section.matchAll(/^\| `([^`]+)` \| `([^`]+)` \|$/gm)].map(([, name, better]) => [
    name!,
    better!,
  ])
}

const files = ['app', 'db', 'realtime', 'search', 'tests']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file))

const declared = /\b(?:function\*?|const|let|type|interface|class|enum)\s+(\w+)/g

describe('A name that was given up', () => {
  const names = new Map(rowsOf('Retired names'))

  test('names nothing again', () => {
    expect(names.size).toBeGreaterThan(100)
    const again = files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(declared)]
        .filter(([, name]) => names.has(name!))
        .map(([, name]) => `${file}: ${name} is ${names.get(name!)} now`),
    )
    expect(again).toEqual([])
  })

  test('names no file again', () => {
    const fileNames = new Map(rowsOf('Retired file names'))
    expect(fileNames.size).toBeGreaterThan(20)
    const stem = (file: string) => basename(file).replace(/(\.server)?(\.test)?\.(ts|tsx|mjs)$/, '')
    const again = files.filter((file) => fileNames.has(stem(file)))
    expect(again).toEqual([])
  })
})

describe('The glossary', () => {
  test('names tables that there are', () => {
    const schema = readFileSync(join(root, 'db/schema.ts'), 'utf8')
    const section = glossary.split('## The domain\n')[1]!.split('\n## ')[0]!
    const cells = section
      .split('\n')
      .flatMap((line) => (line.startsWith('|') ? [line.split('|')[3]!] : []))
    const tables = cells.flatMap((cell) =>
      [...cell.matchAll(/`(\w+)[.`]/g)].map(([, name]) => name!),
    )
    expect(tables.length).toBeGreaterThan(25)
    const unknown = tables.filter((name) => name !== 'private' && !schema.includes(`  ${name}:`))
    expect(unknown).toEqual([])
  })
})
