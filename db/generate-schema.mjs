/** Writes `db/schema.ts` from a migrated database: `DATABASE_URL=… node db/generate-schema.mjs`. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

execFileSync(
  join(import.meta.dirname, '../node_modules/.bin/kysely-codegen'),
  [
    ...['--dialect', 'postgres', '--out-file', join(import.meta.dirname, 'schema.ts')],
    ...['--default-schema', 'public', '--include-pattern', 'public.*'],
    ...[
      '--exclude-pattern',
      'public.kysely_*',
      '--date-parser',
      'string',
      '--numeric-parser',
      'number',
    ],
    ...['--type-mapping', '{"int8":"number"}', '--camel-case=false'],
  ],
  { stdio: 'inherit' },
)
