const fullWidth = /[！-～]/g
const betweenChinese = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu

/** Letters, digits and signs in half width; Chinese text and its own punctuation stay as they are. */
export const toHalfWidth = (text: string): string =>
  text
    .replace(fullWidth, (item) => String.fromCharCode(item.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')

/** A cell of a table as a value: half width, no stray spaces, and null for the ways to say nothing. */
export function tidyCell(text: string): string | null {
  const value = toHalfWidth(text).replace(/\s+/g, ' ').trim()
  return /^(?:|-+|\/|无|N\/?A|null)$/i.test(value) ? null : value
}

/** A legal name: letters and digits in half width, brackets in full width as registries write them, no inner spaces. */
export function tidyName(text: string): string {
  const value = toHalfWidth(text).replace(/\s+/g, ' ').trim()
  return value
    .replace(betweenChinese, '')
    .replace(/\s*\(\s*/g, '（')
    .replace(/\s*\)\s*/g, '）')
}

/** Running text as it was written, with even spacing. */
export const tidyText = (text: string): string =>
  text
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim()
