import { z } from 'zod'

/** What a register writes names with: letters and digits of any script, blanks, and the marks that names bear. */
const alphabet = /^[\p{L}\p{M}\p{N} ·•・.．,，、&＆'’"“”()（）《》〈〉【】\-－—–/+＋#№℃]+$/u
/** A link, however it is written: names are read in official letters. */
const link =
  /:\/\/|：\/\/|www\s*[.．。]|https?\b|[a-z0-9-]{2,}[.．](?:com|cn|net|org|top|xyz|vip|info|cc|io|site|shop|club|online|example)\b/iu

/** The name of an organisation or a person, as registers write it: in their letters, and leading nowhere. */
export const properName = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((name) => alphabet.test(name) && !link.test(name.normalize('NFKC')), 'name_alphabet')
