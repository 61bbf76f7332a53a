import type { Request, Response } from 'express'
import type { RequestContext } from '../context.ts'
import { refuseBusy } from './busy.ts'
import { createGate, type Share } from './gate.ts'
import {
  MAX_LOOK_UPS_OF_NETWORK,
  MAX_UNDER_WAY_OF_NETWORK,
  MAX_UNDER_WAY_OF_PERSON,
  networkShares,
  personShare,
} from './shares.ts'

type Known = Pick<RequestContext, 'actor' | 'authMethod'>
/** Tells who asks, once their share of the node has room for the request. */
export type Admitted = (request: Request, response: Response) => Promise<Known>

/** Requests of all that wait for their turn on a node: each is a held connection and no more. */
const MAX_WAITING = 20_000

/**
 * Lets so many requests of one person, or of the visitors of one network, be under way at once; their next ones wait for those.
 * Looking up who asks has places of its own, which are held for that query alone: whoever has signed in waits for no visitor
 * of the same network.
 * @throws {Refusal} `unavailable`, by the returned function, when too many wait already
 */
export function admitted(identify: (request: Request) => Promise<Known>): Admitted {
  const lookUps = createGate({ atOnce: Number.POSITIVE_INFINITY, waiting: MAX_WAITING })
  const underWay = createGate({ atOnce: Number.POSITIVE_INFINITY, waiting: MAX_WAITING })

  async function hold(response: Response, shares: readonly Share[]): Promise<void> {
    const leave = await underWay.enter(shares)
    response.once('close', leave)
    if (!response.closed) return
    // Whoever asked has gone while waiting.
    leave()
    throw refuseBusy()
  }

  return async (request, response) => {
    const address = request.ip ?? ''
    const known = await lookUps.pass(
      async () => {
        if (response.closed) throw refuseBusy()
        return identify(request)
      },
      networkShares(address, MAX_LOOK_UPS_OF_NETWORK),
    )
    await hold(
      response,
      known.actor
        ? [personShare(known.actor.personId, MAX_UNDER_WAY_OF_PERSON)]
        : networkShares(address, MAX_UNDER_WAY_OF_NETWORK),
    )
    return known
  }
}
