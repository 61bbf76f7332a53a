import type { Db } from '#db'
import type { Search } from '#search'
import type { Actor } from './domain/actor.ts'
import type { Locale } from './domain/locale.ts'
import type { Live } from './domain/session/live.server.ts'
import type { Vault } from './domain/vault.server.ts'
import type { Env } from './env.ts'
import type { FileWorkers } from './files/workers.ts'
import type { Gate } from './http/gate.ts'
import type { Limits } from './http/limits.ts'
import type { Logger } from './logger.ts'
import type { Messenger } from './messenger.ts'

/** What the composition root (server.ts) builds once and hands to every request and job. Tests hand in their own. */
export interface Services {
  db: Db
  /** The same over connections that only requests with files use. */
  dbForUploads: Db
  /** The rooms of live sessions. */
  live: Live
  search: Search
  vault: Vault
  messenger: Messenger
  limits: Limits
  /** Looks at pictures and spreadsheets, in processes of their own. */
  files: FileWorkers
  /** Where bodies of more than a megabyte wait for each other. */
  largeBodies: Gate
  log: Logger
  env: Env
  /** Each component by name, and whether it works now. */
  components: Record<string, () => Promise<boolean>>
}

/** The services, and what belongs to one request. */
export interface RequestContext extends Services {
  /** Who asks; read once per request from the sign-in cookie, or a program's token. */
  actor: Actor | null
  /** How who asks has shown who they are; `wrong` where a token was shown that opens nothing. */
  authMethod: 'nothing' | 'cookie' | 'token' | 'wrong'
  /** By which the log knows this request. */
  requestId: string
  /** Where the request comes from, as far as proxies are trusted, and what browser it names. */
  client: { address: string; agent: string | null }
  /** The language of the response. */
  locale: Locale
  /** For the scripts of this one page. */
  nonce: string
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends RequestContext {}
}
