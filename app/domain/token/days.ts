/** The longest that a token may hold, in days. */
export const longestDays = 366
export const usualDays = 90
