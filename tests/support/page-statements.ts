import type { Services } from '#app/context.ts'
import * as root from '#app/root.tsx'
import { addressOf, type Personas, type Visit } from './every-page.ts'
import type { Person } from './people.ts'
import type { Watched } from './statements.ts'
import { visit } from './visit.ts'

type RouteModule = Parameters<typeof visit>[1]

const modules = import.meta.glob<RouteModule>('../../app/routes/**/*.tsx')

/** What stands in the place of each `$name` of a route. */
function paramsOf(file: string, path: string): Record<string, string> {
  const given = path.split('?')[0]!.split('/')
  const named = addressOf(file).split('/')
  return Object.fromEntries(
    named.flatMap((part, at) => (part.startsWith('$') ? [[part.slice(1), given[at]!]] : [])),
  )
}

/** How often a page asks PostgreSQL: for finding who asks and its own part, and for that and the frame around all pages. */
export async function countStatements(
  watched: Watched,
  services: Services,
  personas: Personas,
  { file, persona, path }: Visit,
): Promise<{ page: number; frame: number }> {
  const { actor } = personas[persona]!
  const asked = {
    path,
    params: paramsOf(file, path),
    ...(actor ? { as: { actor } as Person } : {}),
  }
  const count = async (route: RouteModule) => {
    if (!route.loader) return 0
    const work = () => visit({ ...services, db: watched.db }, route, asked)
    return (await watched.during(work)).length
  }
  const route = await modules[`../../app/routes/${file}.tsx`]!()
  return { page: await count(route), frame: await count(root as RouteModule) }
}
