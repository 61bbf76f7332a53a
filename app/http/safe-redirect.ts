/** Where to go after signing in: a path of our own, never another site. */
export function safeRedirect(next: string | null | undefined): string {
  return next && /^\/(?![/\\])/.test(next) && !/[\s\\]/.test(next) ? next : '/'
}
