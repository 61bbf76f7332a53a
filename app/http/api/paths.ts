/** Below this everything is for programs. */
export const apiRoot = '/api/v1'

export const isApiPath = (path: string): boolean =>
  path === apiRoot || path.startsWith(`${apiRoot}/`)
