import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { TFunction } from 'i18next'
import type { z } from 'zod'
import type { RequestContext } from '#app/context.ts'
import type { ActionResult } from '#app/domain/action-result.ts'
import { type Refusal, refusalStatus, refuse } from '#app/domain/refusal.ts'
import { isUuid } from '#app/domain/uuid.ts'
import { i18nOf } from '#app/i18n/index.ts'
import { type Access, type Actors, requireAccess } from './access.ts'
import { type Budget, type FormBudgetName, formBudgets } from './budget.ts'
import { asRefusal } from './busy.ts'
import { keptValues, ownFields, parseForm, refusalErrors } from './form.ts'
import { readForm } from './read-form.ts'
import { largeBodiesOf } from './shares.ts'

/** What a route works with. */
export interface RouteArgs<A extends Access = Access> extends Omit<RequestContext, 'actor'> {
  /** As narrow as the route's access promises. */
  actor: Actors[A]
  params: Record<string, string | undefined>
  url: URL
  request: Request
  t: TFunction
}

/** Every loader has the same budget: it takes nothing but an address, which is bounded before (see `addressGuard`). */
const reading = { rate: 'page' } as const

/** A loader that first checks who asks. */
export function load<A extends Access, T>(access: A, work: (ask: RouteArgs<A>) => Promise<T>) {
  const loader = (args: LoaderFunctionArgs): Promise<T> =>
    handle(args.request, async () => {
      const ask = asAsk(access, args)
      await countRequest(ask, reading)
      return work(ask)
    })
  return Object.assign(loader, { access })
}

export interface Intent<A extends Access, S extends z.ZodType = z.ZodType> {
  schema: S
  work: (ask: RouteArgs<A> & { value: z.output<S> }) => Promise<unknown>
}

/**
 * One thing that a form on the page can ask for.
 * `work` returns a redirect, or `{ done: key }` to stay and say so; with `keep` the input stays too, for a next step;
 * `show` is for the page's eyes only, once.
 */
export function intent<A extends Access, S extends z.ZodType>(
  schema: S,
  work: Intent<A, S>['work'],
): Intent<A, S> {
  return { schema, work }
}

/**
 * An action that first checks who asks and what the request may cost, then does what the form's `intent` names.
 * @param budgetName what the largest of its forms may cost
 * @param usual what a post that names none asks for, where other programs than our forms post
 */
export function act<A extends Access>(
  access: A,
  budgetName: FormBudgetName,
  // biome-ignore lint/suspicious/noExplicitAny: each intent has a schema of its own
  intents: Record<string, Intent<A, any>>,
  { usual = '' } = {},
) {
  const budget = formBudgets[budgetName]
  const action = (args: ActionFunctionArgs) =>
    handle(args.request, async () => {
      const asked = asAsk(access, args)
      // What brings files takes long: its connections are its own.
      const ask = budget.files > 0 ? { ...asked, db: asked.dbForUploads } : asked
      await countRequest(ask, budget)
      const form = await readForm(args.request, budget, largeBodiesOf(ask))
      const name = String(form.get('intent') ?? usual)
      const chosen = intents[name]
      if (!chosen) throw refuse('invalid', 'unknown_intent')
      return perform(ask, name, chosen, ownFields(form, chosen.schema))
    })
  return Object.assign(action, { access, budget: budgetName, intents })
}

/** What `work` returns to stay on the page. */
interface StayOnPageResult extends Pick<ActionResult, 'done' | 'show'> {
  keep?: boolean
}

async function perform<A extends Access>(
  ask: RouteArgs<A>,
  name: string,
  chosen: Intent<A>,
  form: FormData,
) {
  const reply = (errors: ActionResult['errors'], status: number, headers = {}) =>
    data<ActionResult>({ intent: name, values: keptValues(form), errors }, { status, headers })
  const parsed = parseForm(form, chosen.schema, ask.t)
  if ('errors' in parsed) return reply(parsed.errors, refusalStatus.invalid)
  try {
    const result = await chosen.work({ ...ask, value: parsed.value })
    if (result instanceof Response) return result
    const { done, keep, show } = (result ?? {}) as StayOnPageResult
    const values = keep ? keptValues(form) : {}
    return data<ActionResult>({ intent: name, values, errors: {}, done, show })
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal || leadOf(refusal)) throw error
    return reply(refusalErrors(refusal, ask.t), refusalStatus[refusal.refusal], headersOf(refusal))
  }
}

/** Counts a request by whoever sends it. @throws {Refusal} `too_many` */
async function countRequest(
  { actor, client, limits }: Pick<RequestContext, 'actor' | 'client' | 'limits'>,
  { rate }: Pick<Budget, 'rate'>,
): Promise<void> {
  if (actor) await limits.consume(rate, actor.personId)
  else await limits.consumeByNetwork(rate, client.address)
}

function asAsk<A extends Access>(
  access: A,
  args: LoaderFunctionArgs | ActionFunctionArgs,
): RouteArgs<A> {
  const { request, params, context } = args
  requireAccess(access, context.actor)
  if (params.id !== undefined && !isUuid(params.id)) throw refuse('missing', 'missing')
  const { t } = i18nOf(context.locale)
  return {
    ...context,
    actor: context.actor as Actors[A],
    params,
    // No text of ours holds a NUL, and PostgreSQL takes none.
    url: new URL(request.url.replaceAll('%00', '')),
    request,
    t,
  }
}

/** The only place that turns refusals into responses. Everything else stays an exception and becomes a 500. */
async function handle<T>(request: Request, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal) throw error
    const lead = leadOf(refusal)
    if (lead) throw redirect(`${lead}?next=${encodeURIComponent(wayBack(request))}`)
    throw refusalResponse(refusal)
  }
}

/** The page on which a refusal can be mended, after which one comes back. */
function leadOf({ refusal, message }: Refusal): string | null {
  if (refusal === 'signed_out') return '/sign-in'
  if (message === 'second_factor_needed') return '/account/security'
  if (message === 'confirm_first') return '/account/confirm'
  return null
}

/** The page that was asked for; after a form, the page that the form stands on. Remix has taken its own parts off the address. */
function wayBack(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return request.method === 'GET' ? pathname + search : pathname
}

function refusalResponse(refusal: Refusal) {
  const { refusal: code, message, params } = refusal
  const headers = headersOf(refusal)
  return data({ refusal: code, message, params }, { status: refusalStatus[code], headers })
}

const headersOf = ({ retryAfter }: Refusal): Record<string, string> =>
  retryAfter ? { 'Retry-After': String(Math.ceil(retryAfter)) } : {}
