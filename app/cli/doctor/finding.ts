/** What one look at the market came to. */
export interface Finding {
  /** `bad` makes the exit status 1; `warn` is worth knowing. */
  level: 'good' | 'warn' | 'bad'
  /** What was looked at. */
  about: string
  /** One sentence: what is so, and where it isn't good, what to do. */
  says: string
}

export const good = (about: string, says: string): Finding => ({ level: 'good', about, says })
export const warn = (about: string, says: string): Finding => ({ level: 'warn', about, says })
export const bad = (about: string, says: string): Finding => ({ level: 'bad', about, says })
