import { z } from 'zod'
import { secondFactorPolicies } from './domain/mfa/factor.ts'
import { webhookTargets } from './domain/webhook/address.server.ts'

/** An unset variable and an empty one mean the same. */
const filled = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(filled, schema.optional())
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must look like postgres://user:password@host:5432/database',
})
const webUrl = z.url({ protocol: /^https?$/, error: 'must begin with http:// or https://' })

const roles = ['all', 'web', 'worker'] as const

/** Every variable that Lianqiao reads. The table of settings in the README says the same in words. */
const envSchema = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).catch('development'),
    PORT: z.preprocess(
      filled,
      z.coerce
        .number({ error: 'must be a number' })
        .int()
        .min(0)
        .max(65535, 'must be a port number, 0 to 65535')
        .default(3000),
    ),
    HOST: z.preprocess(filled, z.string().default('127.0.0.1')),
    ROLE: z.preprocess(
      filled,
      z.enum(roles, { error: `must be one of ${roles.join(', ')}` }).default('all'),
    ),
    PUBLIC_URL: optional(webUrl),
    TRUST_PROXY: z.preprocess(
      filled,
      z.coerce.number({ error: 'must be the number of proxies in front' }).int().min(0).default(0),
    ),
    DATA_DIR: z.preprocess(filled, z.string().default('.data')),
    DATABASE_URL: optional(postgresUrl),
    DATABASE_MIGRATION_URL: optional(postgresUrl),
    DATABASE_DIRECT_URL: optional(postgresUrl),
    MEILI_URL: optional(webUrl),
    MEILI_PREFIX: z.preprocess(
      filled,
      z
        .string()
        .regex(/^\w{1,40}$/, 'must be letters, digits and _')
        .default('lianqiao'),
    ),
    MEILI_KEY: optional(
      z.string().min(16, 'must be the key of the search server, 16 characters or more'),
    ),
    SECRET_KEY: optional(
      z
        .string()
        .regex(
          /^[A-Za-z0-9+/]{43}=$/,
          'must be 32 random bytes in base64, as `openssl rand -base64 32` prints them',
        ),
    ),
    SECOND_FACTOR: z.preprocess(
      filled,
      z
        .enum(secondFactorPolicies, { error: `must be one of ${secondFactorPolicies.join(', ')}` })
        .default('required'),
    ),
    SMTP_URL: optional(
      z.url({ protocol: /^smtps?$/, error: 'must begin with smtp:// or smtps://' }),
    ),
    MAIL_FROM: z.preprocess(filled, z.string().default('链桥 <no-reply@lianqiao.invalid>')),
    SMS_GATEWAY_URL: optional(webUrl),
    SMS_GATEWAY_KEY: optional(z.string()),
    WEBHOOKS: z.preprocess(
      filled,
      z
        .enum(webhookTargets, { error: `must be one of ${webhookTargets.join(', ')}` })
        .default('public'),
    ),
    METRICS_TOKEN: optional(z.string().min(16, 'must be 16 characters or more')),
    LOG_LEVEL: z.preprocess(
      filled,
      z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
    ),
  })
  .check((context) => {
    const {
      PUBLIC_URL,
      DATABASE_URL,
      DATABASE_MIGRATION_URL,
      DATABASE_DIRECT_URL,
      MEILI_URL,
      MEILI_KEY,
      SECRET_KEY,
    } = context.value
    const missing = (name: string, why: string) =>
      context.issues.push({
        code: 'custom',
        path: [name],
        message: `is missing: ${why}`,
        input: undefined,
      })
    if (MEILI_URL && !MEILI_KEY) missing('MEILI_KEY', 'MEILI_URL needs the key of that server')
    if ((DATABASE_MIGRATION_URL || DATABASE_DIRECT_URL) && !DATABASE_URL)
      missing('DATABASE_URL', 'the other database variables add to it')
    if (DATABASE_URL && !PUBLIC_URL)
      missing(
        'PUBLIC_URL',
        'links in letters lead to the address that browsers use, e.g. https://market.example',
      )
    if (DATABASE_URL && !SECRET_KEY)
      missing(
        'SECRET_KEY',
        'nodes on one database must share it; make one with `openssl rand -base64 32`',
      )
  })

export type Env = z.infer<typeof envSchema>

/**
 * Reads the settings.
 * @throws {Error} with one sentence for each wrong or missing variable
 */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const result = envSchema.safeParse(source)
  if (result.success) return result.data
  const sentences = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
  throw Object.assign(new Error(sentences.join(' ')), { sentence: true as const })
}
