import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { isFailure } from './failure.ts'

// Taking the types off and compiling is half of what starting a command costs; where this can't be written, it is done anew.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'lianqiao'))

/** The commands behind `npm run`; each returns its exit status. */
const commands: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  start: async () => (await import('./start.ts')).start,
  dev: async () => (await import('./dev.ts')).dev,
  build: async () => async () => {
    const { build } = await import('./build.ts')
    await build()
    return 0
  },
  import: async () => (await import('./with-market.ts')).runImport,
  reindex: async () => (await import('./with-market.ts')).runReindex,
  'search:verify': async () => (await import('./with-market.ts')).runVerify,
  seed: async () => (await import('./with-market.ts')).runSeed,
  bureau: async () => (await import('./with-market.ts')).runBureau,
  token: async () => (await import('./with-market.ts')).runToken,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./backup.ts')).restoreCommand,
  'audit:verify': async () => (await import('./audit-verify.ts')).auditVerifyCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  'db:migrate': async () => (await import('./migrate.ts')).migrateCommand,
  test: async () => (await import('./test.ts')).test,
  matrix: async () => (await import('./matrix.ts')).matrix,
  mutants: async () => (await import('./matrix.ts')).mutants,
  fuzz: async () => (await import('./fuzz.ts')).fuzz,
  check: async () => (await import('./check.ts')).check,
  bench: async () => (await import('./bench.ts')).bench,
  faults: async () => (await import('./faults.ts')).faults,
}

const withArguments = new Set([
  'import',
  'bureau',
  'token',
  'test',
  'bench',
  'faults',
  'backup',
  'restore',
  'audit:verify',
  'matrix',
  'mutants',
])

const [name = 'start', ...args] = process.argv.slice(2)

// React and others ask for it when they are loaded, and are several times slower where it says nothing.
if (name === 'start') process.env.NODE_ENV ??= 'production'

async function main(): Promise<number> {
  const command = commands[name]
  if (!command) {
    console.error(`There is no command ${name}; there are: ${Object.keys(commands).join(', ')}.`)
    return 1
  }
  if (args.length > 0 && !withArguments.has(name)) {
    console.error(`npm run ${name} takes no arguments: leave out ${args.join(' ')}.`)
    return 1
  }
  return (await command())(args)
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(isFailure(error) ? error.message : error)
    process.exit(1)
  },
)
