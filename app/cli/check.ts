import { runPackaged } from './packages.ts'

const checks: { title: string; program: string; args: string[] }[] = [
  {
    title: 'Formatting and lint',
    program: 'biome',
    args: ['ci', '--error-on-warnings', '--colors=off'],
  },
  { title: 'Types', program: 'tsc', args: ['-p', '.'] },
  {
    title: 'Layering',
    program: 'depcruise',
    args: ['app', 'db', 'search', 'realtime', '--config', '.dependency-cruiser.js'],
  },
  { title: 'Unused files, exports and packages', program: 'knip', args: ['--no-progress'] },
]

/** `npm run check`: everything that can be said about the sources without running them. */
export async function check(): Promise<number> {
  let failed = 0
  for (const { title, program, args } of checks) {
    console.error(`• ${title}`)
    if (runPackaged(program, args) !== 0) failed++
  }
  if (failed > 0) console.error(`${failed} of ${checks.length} checks failed.`)
  return failed > 0 ? 1 : 0
}
