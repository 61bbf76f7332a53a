import type { TFunction } from 'i18next'
import { z } from 'zod'
import type { RequestContext } from '#app/context.ts'
import type { Page, PageRequest } from '#app/domain/pagination.ts'
import type { Scope } from '#app/domain/token/token.ts'
import type { Access, Actors } from '../access.ts'
import { type Budget, type OperationBudgetName, operationBudgets } from '../budget.ts'
import type { LimitName } from '../limits.ts'

export const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const
export type Method = (typeof methods)[number]

/** What operations are told apart by on the page and in the document. */
export const nouns = [
  'account',
  'search',
  'organization',
  'product',
  'request',
  'thread',
  'listing',
  'session',
  'import',
  'ledger',
] as const
export type Noun = (typeof nouns)[number]

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never

/** What an operation works with. `db` is, for a write, the transaction in which its answer is kept. */
export interface OperationArgs<
  A extends Access = Access,
  P extends string = string,
  Q = unknown,
  B = unknown,
> extends Omit<RequestContext, 'actor'> {
  actor: Actors[A]
  params: Record<ParamNames<P>, string>
  query: Q
  body: B
  t: TFunction
}

interface Definition<
  A extends Access,
  P extends string,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> {
  /** Of the document, and of the log. */
  id: string
  method: Method
  /** Below the root; what stands in braces is an id. */
  path: P
  noun: Noun
  access: A
  /** What one call may cost. */
  budget: OperationBudgetName
  /** What a token must be for; null where any will do. */
  scope: Scope | null
  does: string
  query?: Q
  body?: B
  /** The body is a file of one of these kinds, not JSON. */
  takes?: readonly string[]
  reply: R
  /** 201 where something is made: then the key by which it is made once must be given. */
  status?: 200 | 201
  /** Where what was made is found, below the root. */
  location?: (reply: z.output<R>) => string
  /** A list by portions: its cursors name it. */
  listed?: boolean
  limit?: LimitName
  /** A body that is right, for the document. */
  example?: z.input<B>
  work(ask: OperationArgs<A, P, z.output<Q>, z.output<B>>): Promise<z.input<R>>
}

export interface Operation {
  id: string
  method: Method
  path: string
  noun: Noun
  access: Access
  budget: Budget
  scope: Scope | null
  does: string
  query: z.ZodType
  body: z.ZodType | null
  takes: readonly string[] | null
  reply: z.ZodType
  status: 200 | 201
  location: ((reply: unknown) => string) | null
  listed: boolean
  limit: LimitName | null
  example: unknown
  // biome-ignore lint/suspicious/noExplicitAny: each operation works with parameters of its own
  work(ask: any): Promise<unknown>
}

const nothing = z.strictObject({})

/** One thing that a program can ask for. */
export function operation<
  A extends Access,
  const P extends string,
  R extends z.ZodType,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof nothing,
>(definition: Definition<A, P, Q, B, R>): Operation {
  const { query = nothing, body = null, takes = null, status = 200 } = definition
  const { listed = false, limit = null, location = null, example = null } = definition
  return {
    ...definition,
    ...{ query, body, takes, status, listed, limit, example },
    budget: operationBudgets[definition.budget],
    location: location as Operation['location'],
  }
}

const mostAtOnce = 100
const usually = 20

const portionQuery = {
  limit: z.coerce.number().int().min(1).max(mostAtOnce).default(usually).meta({
    description: 'At most so many items.',
  }),
  cursor: z.string().max(200).optional().meta({
    description: 'The `next` of the portion before, as it was given; without it the first portion.',
  }),
}

/** The query of a list, with what else it is asked by. */
type ListQuery<Q extends z.ZodRawShape> = z.ZodObject<typeof portionQuery & Q>

interface ListDefinition<
  A extends Access,
  P extends string,
  Q extends z.ZodRawShape,
  I extends z.ZodType,
> extends Omit<
    Definition<A, P, ListQuery<Q>, typeof nothing, z.ZodType>,
    | 'method'
    | 'budget'
    | 'query'
    | 'body'
    | 'reply'
    | 'status'
    | 'listed'
    | 'work'
    | 'example'
    | 'takes'
  > {
  query?: Q
  item: I
  list(
    ask: OperationArgs<A, P, Omit<z.output<ListQuery<Q>>, 'cursor'> & PageRequest>,
  ): Promise<Page<z.input<I>>>
}

/** A list by portions, the newest first. The frame turns cursors into the ids that domain lists go by. */
export function listOperation<
  A extends Access,
  const P extends string,
  I extends z.ZodType,
  Q extends z.ZodRawShape = Record<never, never>,
>({ query, item, list, ...definition }: ListDefinition<A, P, Q, I>): Operation {
  const reply = z.object({
    items: z.array(item),
    next: z.string().nullable().meta({
      description: 'The `cursor` of the next portion; null at the end.',
    }),
  })
  return operation({
    ...definition,
    method: 'GET',
    budget: 'read',
    listed: true,
    query: z.strictObject({ ...portionQuery, ...query }),
    reply,
    work: list as never,
  } as never)
}
