const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const opening = new Set([0x5b, 0x7b])
const closing = new Set([0x5d, 0x7d])

export interface JsonBounds {
  depth: number
  values: number
}

/**
 * Looks at a JSON document without parsing it, once from its first byte to its last, and stops where it exceeds a bound.
 * Each comma and each opening bracket stands for one more value; whether the document is right JSON, the parser says.
 */
export function measureJson(
  bytes: Uint8Array,
  bounds: JsonBounds,
): 'fits' | 'too_deep' | 'too_many_values' {
  let depth = 0
  let values = 1
  let inText = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (inText) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) inText = false
      continue
    }
    if (byte === QUOTE) inText = true
    else if (opening.has(byte)) {
      values++
      if (++depth > bounds.depth) return 'too_deep'
    } else if (closing.has(byte)) depth--
    else if (byte === COMMA) values++
    if (values > bounds.values) return 'too_many_values'
  }
  return 'fits'
}
