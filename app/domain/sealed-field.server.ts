import type { Queryable, Sealer } from '#db'

/** Stands before what is sealed; what was written before fields were sealed has none. */
const mark = 'sealed:'

function sealerOf({ sealer }: Queryable): Sealer {
  if (!sealer) throw new Error('This connection was made without a sealer.')
  return sealer
}

/** A field as the database keeps it: numbers and words by which people are reached never lie there as plain text. */
export const sealField = (q: Queryable, text: string): string =>
  mark + sealerOf(q).seal(text).toString('base64')

export const openField = <T extends string | null>(q: Queryable, kept: T): T =>
  (kept?.startsWith(mark)
    ? sealerOf(q).open(Buffer.from(kept.slice(mark.length), 'base64'))
    : kept) as T

/** The same for a file. */
export const sealBytes = (q: Queryable, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(mark), sealerOf(q).seal(bytes.toString('base64'))])

export const openBytes = (q: Queryable, kept: Buffer): Buffer =>
  kept.subarray(0, mark.length).equals(Buffer.from(mark))
    ? Buffer.from(sealerOf(q).open(kept.subarray(mark.length)), 'base64')
    : kept
