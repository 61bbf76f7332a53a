/** GB 32100-2015: eighteen of these, the last one a check character over the others. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

export type UsccFault = 'length' | 'character' | 'checksum'

/** As people type it: full-width, lower case and spaces don't matter. */
export const normalizeUscc = (typed: string): string =>
  typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

/** What is wrong with a normalised code; null when nothing is. */
export function findUsccFault(code: string): UsccFault | null {
  if (code.length !== 18) return 'length'
  if ([...code].some((item) => !alphabet.includes(item))) return 'character'
  return code[17] === checkCharacter(code.slice(0, 17)) ? null : 'checksum'
}

/** True when a normalised code has the right shape and its check character is right. */
export const isUscc = (code: string): boolean => findUsccFault(code) === null

/** The check character for the first seventeen. */
export function checkCharacter(first: string): string {
  const sum = weights.reduce(
    (total, weight, index) => total + weight * alphabet.indexOf(first[index] ?? ''),
    0,
  )
  return alphabet[(31 - (sum % 31)) % 31]!
}
