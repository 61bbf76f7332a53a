import type { CipherContext, FieldCipher, Queryable } from '#db'

/** Stands before what is sealed; what was written before fields were sealed has none. */
const mark = 'sealed:'

function sealerOf({ sealer }: Queryable): FieldCipher {
  if (!sealer) throw new Error('This connection was made without a sealer.')
  return sealer
}

/**
 * Returns a field as the database keeps it: numbers and words by which people are reached never lie there as plain text.
 * @param context where it lies; it opens nowhere else
 */
export const sealField = (q: Queryable, text: string, context: CipherContext): string =>
  mark + sealerOf(q).seal(text, context).toString('base64')

/** Opens a field. Only for columns that are always written sealed: in others people could type what was sealed elsewhere. */
export const openField = <T extends string | null>(
  q: Queryable,
  kept: T,
  context: CipherContext,
): T =>
  (kept?.startsWith(mark)
    ? sealerOf(q).open(Buffer.from(kept.slice(mark.length), 'base64'), context)
    : kept) as T

/** The same for a file. */
export const sealBytes = (q: Queryable, bytes: Buffer, context: CipherContext): Buffer =>
  Buffer.concat([Buffer.from(mark), sealerOf(q).seal(bytes.toString('base64'), context)])

export const openBytes = (q: Queryable, kept: Buffer, context: CipherContext): Buffer =>
  kept.subarray(0, mark.length).equals(Buffer.from(mark))
    ? Buffer.from(sealerOf(q).open(kept.subarray(mark.length), context), 'base64')
    : kept
