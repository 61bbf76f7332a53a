/** Search can't answer now; told by its tag, since the class may be loaded twice. */
export interface SearchUnavailableError extends Error {
  searchUnavailable: true
}

export const createSearchUnavailableError = (
  reason: string,
  cause?: unknown,
): SearchUnavailableError =>
  Object.assign(new Error(`Search is away: ${reason}`, { cause }), {
    searchUnavailable: true as const,
  })

/** Meilisearch took the documents but could not index them. */
export interface SearchTaskFailed extends Error {
  searchTaskFailed: true
  reason: string
}

export const searchTaskFailed = (reason: string): SearchTaskFailed =>
  Object.assign(new Error(`Search could not index: ${reason}`), {
    searchTaskFailed: true as const,
    reason,
  })
