import { z } from 'zod'
import { isInBounds } from '#app/domain/financing/bounds.ts'

/** How values look on the wire of the API, the same in every operation. */

export const id = z.uuid()

/** An instant as it is sent: ISO 8601 in UTC. */
export const instant = z
  .date()
  .transform((at) => at.toISOString())
  .pipe(z.iso.datetime())

/** An instant as it is received: ISO 8601 with an offset. */
export const instantInput = z.iso
  .datetime({ offset: true, error: 'instant', abort: true })
  .transform((text) => new Date(text))
  .refine(isInBounds, { error: 'instant' })

export const day = z.iso.date().meta({ description: 'YYYY-MM-DD, as in Beijing.' })

/** An amount of money, in fen (1/100 yuan). */
export const fen = z.number().int().meta({ description: 'Fen: 1/100 yuan.' })
/** A yearly rate, in basis points. */
export const bp = z.number().int().meta({ description: 'Basis points per year: 365 is 3.65 %.' })

export const version = z.number().int().min(1).meta({
  description: 'As it was read: a change made meanwhile is not written over.',
})

export const named = z.object({ id, name: z.string() })

/** What a step answers. */
export const moved = <const S extends readonly string[]>(states: S) =>
  z.object({ id, state: z.enum(states) })
