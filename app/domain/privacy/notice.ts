/** The version of the privacy notice in force; another one asks everybody again. */
export const privacyVersion = '2026-11-24'

/** Its sections, in order; the words are in the `privacy` messages. */
export const noticeSections = [
  'who',
  'what',
  'why',
  'shared',
  'stored',
  'rights',
  'deletion',
  'contact',
] as const
