import { Transform } from 'node:stream'

/**
 * Takes NUL bytes out of a page. React's renderer fills buffers of 2,048 bytes and leaves the rest of one as it is where
 * the next character has more bytes than there is room; no text of ours and no other UTF-8 character holds that byte.
 */
export const stripNul = (): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })
