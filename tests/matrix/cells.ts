import type { MatrixMarket } from './market.ts'
import type { Place } from './routes.ts'
import { addressFor, ask, type Form, forms, type Reply } from './visit.ts'

export interface Cell {
  persona: string
  place: Place
  form: Form
}

/** Whether all of the matrix is walked, or of each place a share that turns with it. */
export const isFull = process.env.MATRIX === 'full'

const share = 4

/** Every route and thing as everybody, in each of its forms. Shortened, each persona sees every fourth place, in a form that turns. */
export function* everyCell({ personas, places }: MatrixMarket): Generator<Cell> {
  const names = Object.keys(personas)
  for (const [turn, place] of places.entries()) {
    const own = place.isPage
      ? forms
      : forms.filter((form) => form === 'document' || form === 'head')
    for (const [index, persona] of names.entries()) {
      const inTurn = own.filter((_, at) => at === Math.floor((turn + index) / share) % own.length)
      const chosen = isFull ? own : (turn + index) % share === 0 ? inTurn : []
      for (const form of chosen) yield { persona, place, form }
    }
  }
}

/** Asks for a cell. */
export const look = (
  { site, personas }: MatrixMarket,
  { persona, place, form }: Cell,
): Promise<Reply> =>
  ask(site.url, addressFor(place.path, place.file, form), personas[persona]!, {
    method: form === 'head' ? 'HEAD' : 'GET',
  })

/** What a page, or another answer of its route, tells its reader that isn't theirs. Search rightly lists organisations beside what some of them offer without a name. */
export const leaksOnPage = (
  { leaksIn, wordLeaksIn, keys }: MatrixMarket,
  { persona, place }: Cell,
  text: string,
): string[] => (place.file === 'search' ? wordLeaksIn : leaksIn)(text, keys[persona]!)

export const nameOf = ({ place }: Pick<Cell, 'place'>): string => `${place.file} · ${place.label}`
