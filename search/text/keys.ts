/** Exact keys that the index filters by; the letter in front keeps the sorts apart. */
export const key = {
  whole: (text: string) => `n${text}`,
  core: (text: string) => `c${text}`,
  code: (text: string) => `u${text}`,
  sound: (text: string) => `p${text}`,
  slip: (text: string) => `d${text}`,
}

const slipLengths = { least: 3, most: 20 }

/**
 * The text itself and all that is left of it when one character goes: two texts that share one of these
 * differ by a single dropped, added, replaced or (mostly) swapped character.
 */
export function deletionNeighbours(text: string): string[] {
  const characters = [...text]
  if (characters.length < slipLengths.least || characters.length > slipLengths.most) return []
  const slips = new Set([text])
  let before = ''
  let after = text
  for (const character of characters) {
    after = after.slice(character.length)
    slips.add(before + after)
    before += character
  }
  return [...slips]
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Each character as a word of its own in four Latin letters, so that a phrase search finds any part of a name. */
export function tokenizeCharacters(text: string): string {
  return [...text]
    .map((character) => {
      let rest = character.codePointAt(0) ?? 0
      let word = ''
      for (let place = 0; place < 4; place++) {
        word = letters[rest % 26] + word
        rest = Math.floor(rest / 26)
      }
      return word
    })
    .join(' ')
}
