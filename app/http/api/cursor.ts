import { isUuid } from '#app/domain/uuid.ts'

/** Where the next portion of a list begins, opaque to who asks. */
export const writeCursor = (list: string, id: string): string =>
  Buffer.from(`${list}:${id}`).toString('base64url')

/** Null for what isn't a cursor of this list. */
export function readCursor(list: string, cursor: string): string | null {
  const [name, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(':')
  return name === list && id && isUuid(id) ? id : null
}
