import pg, { type Pool, type PoolClient } from 'pg'

/** "cannot_connect_now": the code after which the queue asks again, for up to some hours. */
const RETRYABLE_CODE = '57P03'
/** Classes of SQLSTATE that speak of the server rather than of what was asked: connections, resources, an operator. */
const SERVER_CLASSES = new Set(['08', '53', '57'])

/**
 * Returns a view of the pool whose broken and refused connections carry a code after which the queue asks again. The queue
 * does not wait until the end of a job is written: with any other code, a database that is away at that moment would end
 * the process, or leave the job locked.
 */
export function createRetryablePool(pool: Pool): Pool {
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw withRetryableCode(error)
    })
    return createRetryableClient(client)
  }
  return withMethod(pool, 'connect', (...args: Parameters<Pool['connect']> | []) =>
    args.length > 0 ? pool.connect(...(args as Parameters<Pool['connect']>)) : connect(),
  )
}

const createRetryableClient = (client: PoolClient): PoolClient =>
  withMethod(client, 'query', async (...args: unknown[]) => {
    try {
      return await (client.query as (...args: unknown[]) => Promise<unknown>)(...args)
    } catch (error) {
      throw isAboutServer(error) ? withRetryableCode(error) : error
    }
  })

/** Returns the object with one method of its own; all others work on the object itself. */
function withMethod<T extends object>(object: T, name: keyof T, method: unknown): T {
  return new Proxy(object, {
    get(target, key) {
      if (key === name) return method
      const value = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

const isAboutServer = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) || SERVER_CLASSES.has(error.code?.slice(0, 2) ?? '')

function withRetryableCode(error: unknown): Error {
  const { message } = error as Error
  return Object.assign(new Error(message, { cause: error }), { code: RETRYABLE_CODE })
}
