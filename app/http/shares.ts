import type { RequestContext } from '#app/context.ts'
import { type Gate, type Share, withShares } from './gate.ts'
import { networksOf } from './network.ts'

/** How much of something a person, or a network, may have under way and waiting. */
type Most = Pick<Share, 'atOnce' | 'waiting'>

/** A site's whole network gets twice as much as one of the networks in it, and never all places. */
const SITE_SHARE_FACTOR = 2

/** Returns the shares of the networks that an address is counted by. */
export function networkShares(address: string, { atOnce, waiting }: Most): Share[] {
  const { network, wider } = networksOf(address)
  const own = { key: `network ${network}`, atOnce, waiting }
  if (!wider) return [own]
  const more = { atOnce: atOnce * SITE_SHARE_FACTOR, waiting: waiting * SITE_SHARE_FACTOR }
  return [own, { key: `network ${wider}`, ...more }]
}

/** Returns the share of a person. */
export const personShare = (personId: string, most: Most): Share => ({
  key: `person ${personId}`,
  ...most,
})

/** Large bodies of one network; with its site's whole network it gets fewer places than there are. */
const MAX_LARGE_OF_NETWORK: Most = { atOnce: 2, waiting: 20 }
/** Large bodies of one person: the next ones wait for the first. */
const MAX_LARGE_OF_PERSON: Most = { atOnce: 1, waiting: 5 }

/** Returns the gate of large bodies, in which whoever sends a request has a share of the places. */
export const largeBodiesOf = ({
  largeBodies,
  actor,
  client,
}: Pick<RequestContext, 'largeBodies' | 'actor' | 'client'>): Gate =>
  withShares(largeBodies, [
    ...networkShares(client.address, MAX_LARGE_OF_NETWORK),
    ...(actor ? [personShare(actor.personId, MAX_LARGE_OF_PERSON)] : []),
  ])

/** Requests of one network whose sender is being looked up; further ones wait for milliseconds. */
export const MAX_LOOK_UPS_OF_NETWORK: Most = { atOnce: 20, waiting: 3000 }
/** Requests of visitors of one network: a hall's visitors wait for each other, and for nobody else. */
export const MAX_UNDER_WAY_OF_NETWORK: Most = { atOnce: 40, waiting: 3000 }
/** Requests of one person: browsers open six connections, and a person has a few devices. */
export const MAX_UNDER_WAY_OF_PERSON: Most = { atOnce: 12, waiting: 100 }
