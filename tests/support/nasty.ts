/** What breaks parsers, a megabyte of each: bodies of forms, JSON documents, packets of a socket. */

const MEGABYTE = 1024 * 1024

export interface NastyBody {
  type: string
  bytes: Buffer
}

const urlencoded = 'application/x-www-form-urlencoded'
const fill = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length))

/** One body of a form per shape. @param intent what the form asks for, so that it is read as far as can be */
export function nastyForms(intent: string, size = MEGABYTE): Record<string, NastyBody> {
  const form = (body: string): NastyBody => ({
    type: urlencoded,
    bytes: Buffer.from(`intent=${intent}&${body}`.slice(0, size)),
  })
  const names = Array.from({ length: Math.ceil(size / 9) }, (_, at) => `n${at}=x`).join('&')
  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
  return {
    'one name, again and again': form(fill('a=&', size)),
    'a name without a value': form(fill('a&', size)),
    'names that all differ': form(names),
    'one long text': form(`name=${fill('长', size / 3)}`),
    escapes: form(`name=${fill('%25', size)}`),
    'an index in a name': form(fill('a[9999999]=1&', size)),
    'names within names': form(`a${fill('[a]', size)}=1`),
    'parts without end': {
      type: 'multipart/form-data; boundary=x',
      bytes: Buffer.from(fill(part, size)),
    },
  }
}

/** One JSON document per shape. */
export function nastyJson(size = MEGABYTE): Record<string, Buffer> {
  const half = Math.floor(size / 2)
  return {
    'arrays in arrays': Buffer.from('['.repeat(half) + ']'.repeat(half)),
    'objects in objects': Buffer.from(`${fill('{"a":', half)}1${'}'.repeat(half / 5)}`),
    'a long array': Buffer.from(`{"guarantees":[${fill('"x",', size)}"x"]}`),
    'names that all differ': Buffer.from(
      `{${Array.from({ length: Math.ceil(size / 12) }, (_, at) => `"n${at}":1`).join(',')}}`,
    ),
    'one long text': Buffer.from(JSON.stringify({ title: 'x'.repeat(size) })),
    'a text without end': Buffer.from(`{"title":"${'\\"'.repeat(half)}`),
  }
}
