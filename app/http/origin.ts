import type { Env } from '#app/env.ts'

type Settings = Pick<Env, 'PUBLIC_URL' | 'HOST' | 'PORT'>

/**
 * The address that browsers use, for links that leave the page.
 * @param url what was asked for; null in a job or a command, which knows only where its node listens
 */
export const originOf = (url: URL | null, { PUBLIC_URL, HOST, PORT }: Settings): string =>
  PUBLIC_URL ? new URL(PUBLIC_URL).origin : (url?.origin ?? `http://${HOST}:${PORT}`)
