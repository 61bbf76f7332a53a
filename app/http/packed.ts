import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { RequestHandler } from 'express'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}
/** The endings of what the build has packed, the smallest first. */
const packings = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const

/** These say what a document may do; a script or a style sheet is none, and a page asks for twenty of them. */
const ofDocuments = [
  ...['Content-Security-Policy', 'Permissions-Policy', 'Cross-Origin-Opener-Policy'],
  ...['X-Frame-Options', 'X-DNS-Prefetch-Control', 'X-Download-Options', 'Origin-Agent-Cluster'],
  ...['X-Permitted-Cross-Domain-Policies', 'X-XSS-Protection'],
]

/** Hands out what the build packed as tightly as can be, to who takes it; what isn't packed goes on to the next. */
export function packedFiles(folder: string): RequestHandler {
  const known = new Map<string, boolean>()
  const isThere = (path: string) => {
    const found = known.get(path) ?? existsSync(join(folder, path))
    known.set(path, found)
    return found
  }
  return (request, response, next) => {
    const { path } = request
    const type = types[extname(path)]
    if (!type || !/^\/[\w.$-]+$/.test(path) || path.includes('..')) return next()
    response.vary('Accept-Encoding')
    for (const name of ofDocuments) response.removeHeader(name)
    const packing = packings.find(
      ({ encoding, ending }) => request.acceptsEncodings(encoding) && isThere(path + ending),
    )
    if (!packing) return next()
    request.url = path + packing.ending
    response.setHeader('Content-Encoding', packing.encoding)
    response.setHeader('Content-Type', type)
    next()
  }
}
