import type { ServerBuild } from '@remix-run/node'

interface Pattern {
  name: string
  segments: readonly string[]
}

/**
 * Names the route behind a path, as `/requests/:id`: a path itself may hold a token or what somebody typed,
 * and is never logged or counted.
 */
export function createRouteNames(routes: ServerBuild['routes']): (path: string) => string {
  const patterns = Object.values(routes).flatMap((route): Pattern[] => {
    if (!route || route.id === 'root') return []
    const name = fullPath(routes, route.id)
    return [{ name, segments: split(name) }]
  })
  // What is spelled out goes before what may be anything.
  patterns.sort((a, b) => holes(a) - holes(b))
  return (path) => {
    const segments = split(path.replace(/\.data$/, ''))
    return patterns.find((pattern) => fits(pattern, segments))?.name ?? 'unknown'
  }
}

function fullPath(routes: ServerBuild['routes'], id: string): string {
  const parts: string[] = []
  for (let route = routes[id]; route && route.id !== 'root'; route = routes[route.parentId ?? '']) {
    if (route.path) parts.unshift(route.path)
  }
  return `/${parts.join('/')}`
}

const split = (path: string): string[] => path.split('/').filter(Boolean)
const holes = ({ segments }: Pattern): number =>
  segments.filter((segment) => segment.startsWith(':') || segment === '*').length

const fits = ({ segments }: Pattern, asked: readonly string[]): boolean =>
  segments.length === asked.length &&
  segments.every((segment, at) => segment.startsWith(':') || segment === asked[at])
