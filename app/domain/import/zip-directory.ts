/** What the directory at a ZIP file's end says of its content (APPNOTE 4.3.12 and 4.3.16). */
export interface ZipDirectory {
  entries: number
  /** Bytes in the file. */
  packed: number
  /** Bytes that come of them, by what the directory says. */
  unpacked: number
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const END_LENGTH = 22
const ENTRY_LENGTH = 46
const MAX_COMMENT_LENGTH = 65_535

/** Reads the directory without unpacking anything; null where there is none that can be read. */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === null) return null
  const entries = view.getUint16(end + 10, true)
  const sum: ZipDirectory = { entries, packed: 0, unpacked: 0 }
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < entries; index++) {
    if (at + ENTRY_LENGTH > bytes.length || view.getUint32(at, true) !== ENTRY_SIGNATURE)
      return null
    sum.packed += view.getUint32(at + 20, true)
    sum.unpacked += view.getUint32(at + 24, true)
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    at += ENTRY_LENGTH + lengths[0]! + lengths[1]! + lengths[2]!
  }
  return sum
}

function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_LENGTH - MAX_COMMENT_LENGTH)
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at
  }
  return null
}
