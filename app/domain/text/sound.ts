const nul = '\u0000'

/** A text that PostgreSQL can keep: without NUL, and without halves of characters. */
export const soundText = (text: string): string => text.replaceAll(nul, '').toWellFormed()

/** Stands where a character was lost on its way: in damaged bytes, or in another encoding than the reader's. */
export const REPLACEMENT_CHARACTER = '\ufffd'

/** Whether every text in a value, names among them, is one that PostgreSQL can keep. */
export function isSound(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes(nul) && value.isWellFormed()
  if (Array.isArray(value)) return value.every(isSound)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, one]) => isSound(name) && isSound(one))
}
