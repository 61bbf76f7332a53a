import { isUuid } from '#app/domain/uuid.ts'
import { methods, type Operation } from './operation.ts'
import { account } from './operations/account.ts'
import { imports } from './operations/imports.ts'
import { ledger } from './operations/ledger.ts'
import { listings } from './operations/listings.ts'
import { offers } from './operations/offers.ts'
import { organizations } from './operations/organizations.ts'
import { products } from './operations/products.ts'
import { requests } from './operations/requests.ts'
import { search } from './operations/search.ts'
import { sessions } from './operations/sessions.ts'
import { threads } from './operations/threads.ts'
import { apiRoot } from './paths.ts'

/** Everything that a program can ask for, by one list: the door, the document, the page and the tests read it. */
export const operations: readonly Operation[] = [
  ...account,
  ...search,
  ...organizations,
  ...products,
  ...requests,
  ...threads,
  ...offers,
  ...listings,
  ...sessions,
  ...imports,
  ...ledger,
]

export interface Match {
  operation: Operation | null
  params: Record<string, string>
  /** Methods that the path takes; none where there is no such path. */
  allowed: string[]
}

const split = (path: string): string[] => path.split('/').filter(Boolean)

const patterns = operations.map((operation) => ({ operation, pattern: split(operation.path) }))

/** The operation behind a method and a path below the root. */
export function findOperation(method: string, path: string): Match {
  const asked = split(path)
  const here = patterns.flatMap(({ operation, pattern }) => {
    const params = paramsOf(pattern, asked)
    return params ? [{ operation, params }] : []
  })
  const wanted = method === 'HEAD' ? 'GET' : method
  const found = here.find(({ operation }) => operation.method === wanted)
  const taken = methods.filter((method) =>
    here.some(({ operation }) => operation.method === method),
  )
  return {
    operation: found?.operation ?? null,
    params: found?.params ?? {},
    allowed: taken.flatMap((item) => (item === 'GET' ? ['GET', 'HEAD'] : [item])),
  }
}

function paramsOf(
  pattern: readonly string[],
  asked: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== asked.length) return null
  const params: Record<string, string> = {}
  for (const [at, step] of pattern.entries()) {
    const given = asked[at]!
    if (step.startsWith('{')) {
      if (!isUuid(given)) return null
      params[step.slice(1, -1)] = given.toLowerCase()
    } else if (step !== given) return null
  }
  return params
}

/** Names the operation's path behind a path, as `/api/v1/requests/:requestId`, for the log and the numbers. */
export function nameApiRoute(path: string): string {
  const asked = split(path.slice(apiRoot.length))
  const found = patterns.find(({ pattern }) => paramsOf(pattern, asked))
  return found ? apiRoot + found.operation.path.replace(/\{(\w+)\}/g, ':$1') : `${apiRoot}/*`
}
