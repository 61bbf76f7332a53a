import type { Person } from '../support/people.ts'

/** How a route is asked: as a page, as the data of one, as one route's part of that, or for its head alone. */
export const forms = ['document', 'data', 'part', 'head'] as const
export type Form = (typeof forms)[number]

export interface Reply {
  status: number
  /** All that came back: the headers and the body. */
  text: string
}

/** Where the data of a page lies. */
function dataPath(path: string): string {
  const [pathname = '/', query] = path.split('?')
  const data = pathname === '/' ? '/_root.data' : `${pathname}.data`
  return query ? `${data}?${query}` : data
}

const withRoutes = (path: string, file: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}_routes=${encodeURIComponent(`routes/${file}`)}`

export function addressFor(path: string, file: string, form: Form): string {
  if (form === 'data') return dataPath(path)
  return form === 'part' ? withRoutes(dataPath(path), file) : path
}

/** Asks as a persona does; a visitor brings no cookie. */
export async function ask(
  url: string,
  path: string,
  person: Person | null,
  init: RequestInit = {},
): Promise<Reply> {
  const response = await fetch(url + path, {
    redirect: 'manual',
    ...init,
    headers: {
      'Accept-Language': 'zh-CN',
      ...(person ? { cookie: `__Host-lianqiao=${person.token}` } : {}),
      ...init.headers,
    },
  })
  const head = [...response.headers].map((pair) => pair.join(': ')).join('\n')
  const body = Buffer.from(await response.arrayBuffer()).toString('utf8')
  return { status: response.status, text: `${head}\n${body}` }
}
