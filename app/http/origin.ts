import type { Env } from '#app/env.ts'

/** The address that browsers use, for links that leave the page. */
export const originOf = (url: URL, { PUBLIC_URL }: Pick<Env, 'PUBLIC_URL'>): string =>
  PUBLIC_URL ? new URL(PUBLIC_URL).origin : url.origin
