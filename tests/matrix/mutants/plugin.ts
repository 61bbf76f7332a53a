import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Plugin } from 'vite'
import { tap } from '../verbs/instrument-calls.ts'
import { instrument, type Mutant } from './instrument.ts'

const root = join(import.meta.dirname, '../../..')
const rights = /^app\/(domain\/.*|http\/access)\.ts$/

/** Builds the modules that tell rights with a switch at each of their predicates, and so that calls can be heard. */
export const mutantPlugin = (): Plugin => ({
  name: 'mutants',
  enforce: 'pre',
  transform(code, id) {
    const file = relative(root, id.split('?')[0]!)
    return rights.test(file) ? { code: tap(instrument(code, file).code, file), map: null } : null
  },
})

/** Every mutant of the market. */
export function listMutants(): Mutant[] {
  const files = ['app/domain', 'app/http'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  return files
    .filter((file) => rights.test(file))
    .flatMap((file) => instrument(readFileSync(join(root, file), 'utf8'), file).mutants)
}
