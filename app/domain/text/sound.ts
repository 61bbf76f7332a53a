const nul = '\u0000'

/** A text that PostgreSQL can keep: without NUL, and without halves of characters. */
export const soundText = (text: string): string => text.replaceAll(nul, '').toWellFormed()

/** Stands where a character was lost on its way: in damaged bytes, or in another encoding than the reader's. */
export const REPLACEMENT_CHARACTER = '\ufffd'

/** Levels of a value that a program sends; ours have four. */
const MAX_DEPTH = 32

const isSoundText = (text: string): boolean =>
  !text.includes(nul) && !text.includes(REPLACEMENT_CHARACTER) && text.isWellFormed()

/**
 * Whether every text in a value, names among them, is one that PostgreSQL can keep and in which no character was lost. A value that is nested deeper than
 * any of ours isn't, and is not looked at to its end.
 */
export function isSound(value: unknown): boolean {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    if (typeof value === 'string') {
      if (!isSoundText(value)) return false
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) return false
      for (const [name, item] of Object.entries(value)) {
        if (!isSoundText(name)) return false
        waiting.push({ value: item, depth: depth + 1 })
      }
    }
  }
  return true
}
