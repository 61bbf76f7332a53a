const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where the next portion of a list begins, opaque to who asks. */
export const writeCursor = (list: string, id: string): string =>
  Buffer.from(`${list}:${id}`).toString('base64url')

/** Null for what isn't a cursor of this list. */
export function readCursor(list: string, cursor: string): string | null {
  const [name, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(':')
  return name === list && id && uuid.test(id) ? id : null
}
