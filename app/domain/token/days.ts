/** The longest that a token may hold, in days. */
export const MAX_TOKEN_DAYS = 366
export const DEFAULT_TOKEN_DAYS = 90
