import type { Facts, RoomEvent } from './event.ts'
import type { RoomState } from './state.ts'

/**
 * Whose eyes an event is for, as keys: `hosts`, `institutions` (who takes requests), `person:<id>`, `org:<id>`, `screen`.
 * Who holds none of the keys that an event names sees its common form, so that one encoding serves them all.
 */
export type Audience = readonly string[]

export const audienceKey = {
  hosts: 'hosts',
  institutions: 'institutions',
  screen: 'screen',
  person: (id: string) => `person:${id}`,
  organization: (id: string) => `org:${id}`,
}

/** The keys whose holders get another form of this event than everybody else. */
export function specialKeys(event: RoomEvent): readonly string[] {
  switch (event.type) {
    case 'text_removed':
      return event.body.announcement ? [] : wordKeys(event.body)
    case 'said':
      return wordKeys(event.body)
    case 'arrived':
      return isHost(event) ? [audienceKey.screen] : [audienceKey.hosts, audienceKey.screen]
    case 'removed':
    case 'readmitted':
      return [audienceKey.hosts]
    case 'offer_recorded':
      return event.body.figures
        ? sidesOf(event.body.institutionId, event.body.figures.enterpriseId)
        : []
    default:
      return []
  }
}

/** The event as this audience may see it; null where it may not. */
export function project(event: RoomEvent, audience: Audience): RoomEvent | null {
  switch (event.type) {
    case 'text_removed':
      return event.body.announcement || maySeeWords(event.body, audience) ? event : null
    case 'said':
      return maySeeWords(event.body, audience) ? event : null
    case 'arrived':
      if (isScreen(audience)) return { ...event, by: null }
      return isHost(event) || isHosting(audience) ? event : null
    case 'removed':
    case 'readmitted':
      return isHosting(audience) ? event : null
    case 'offer_recorded':
      return maySeeFigures(event.body, audience) ? event : withoutFigures(event)
    default:
      return event
  }
}

/** The state as this audience may see it: the same as folding its own projection of the log. */
export function viewFor(state: RoomState, audience: Audience): RoomState {
  const screen = isScreen(audience)
  const hosting = isHosting(audience)
  return {
    ...state,
    arrived: screen || hosting ? state.arrived : 0,
    people: hosting ? state.people : pick(state.people, ({ part }) => !screen && part === 'host'),
    removed: hosting ? state.removed : {},
    admissionActs: hosting ? state.admissionActs : [],
    chat: screen ? [] : state.chat,
    asides: pick(state.asides, (_, aside) => maySeeWords({ aside }, audience)),
    figures: pick(state.figures, (offer) => holdsSide(offer, audience)),
  }
}

const wordKeys = ({ aside }: { aside?: string }) =>
  aside ? [audienceKey.hosts, audienceKey.person(aside)] : [audienceKey.screen]

export const isScreen = (audience: Audience) => audience.includes(audienceKey.screen)
export const isHosting = (audience: Audience) => audience.includes(audienceKey.hosts)

/**
 * Hosts are told of everybody who comes, everybody of the hosts, a screen how many. To tell all of all would cost the
 * square of a full hall; who wants to know who is here asks for the list.
 */
const isHost = ({ body }: Extract<RoomEvent, { type: 'arrived' }>) => body.part === 'host'

function maySeeWords({ aside }: { aside?: string }, audience: Audience): boolean {
  if (!aside) return !isScreen(audience)
  return audience.includes(audienceKey.hosts) || audience.includes(audienceKey.person(aside))
}

const sidesOf = (institutionId: string, enterpriseId: string) => [
  audienceKey.organization(institutionId),
  audienceKey.organization(enterpriseId),
]

const holdsSide = (
  { institutionId, enterpriseId }: { institutionId: string; enterpriseId: string },
  audience: Audience,
) => sidesOf(institutionId, enterpriseId).some((key) => audience.includes(key))

const maySeeFigures = ({ institutionId, figures }: Facts['offer_recorded'], audience: Audience) =>
  figures !== undefined && holdsSide({ institutionId, ...figures }, audience)

function withoutFigures(event: Extract<RoomEvent, { type: 'offer_recorded' }>): RoomEvent {
  const { figures: _, ...body } = event.body
  return { ...event, body }
}

const pick = <T>(all: { [id: string]: T }, keep: (item: T, id: string) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([id, one]) => keep(one, id)))
