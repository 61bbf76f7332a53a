/**
 * The unified social credit code (统一社会信用代码) of GB 32100-2015: 18 characters, the last of which checks the others.
 */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = Array.from({ length: 17 }, (_, at) => 3 ** at % 31)

export type UsccFault = 'length' | 'character' | 'checksum'

/** The character that must stand at the end of these 17. */
export function usccCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * alphabet.indexOf(first17[at]!), 0)
  return alphabet[(31 - (sum % 31)) % 31]!
}

/** The code as it is written: half width, upper case, no spaces or dashes. */
export const tidyUscc = (text: string): string =>
  text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')

/** What is wrong with a tidied code; null when nothing is. */
export function findUsccFault(code: string): UsccFault | null {
  if (code.length !== 18) return 'length'
  if ([...code].some((character) => !alphabet.includes(character))) return 'character'
  return usccCheckCharacter(code) === code[17] ? null : 'checksum'
}

export const isUscc = (code: string): boolean => findUsccFault(code) === null
