import { fileTypeFromBuffer } from 'file-type'
import { refuse } from '../refusal.ts'
import { isPicture, largestFile, type MediaType, mediaTypes, type Upload } from './file.ts'

/** A file that may be kept: its type is what its content says, a picture says nothing but what it shows. */
export interface PreparedFile {
  name: string
  mediaType: MediaType
  bytes: Buffer
  width: number | null
  height: number | null
  preview: Buffer | null
}

const longestName = 120
const longestSide = 2400
const previewSide = 480
/** A picture of more pixels than any camera's is an attack on memory. */
const mostPixels = 100_000_000

/**
 * Checks a file by its content and takes from a picture all that it tells beside the picture (place, camera, time).
 * @param field the form's field, for the refusal
 * @throws {Refusal} `invalid` when it is empty, larger than 20 MB, of no type that the market takes, or a broken picture
 */
export async function prepareFile(
  { name, bytes }: Upload,
  { field, only = 'any' }: { field: string; only?: 'any' | 'picture' },
): Promise<PreparedFile> {
  const wrong = (key: string) => refuse('invalid', 'file', { fields: { [field]: [key] } })
  if (bytes.length > largestFile) throw wrong('file_too_large')
  const mediaType = await findMediaType(bytes)
  if (!mediaType) throw wrong('file_type')
  if (only === 'picture' && !isPicture(mediaType)) throw wrong('file_picture')
  const kept = { name: name.replaceAll(/[\p{Cc}/\\]/gu, '_').slice(-longestName), mediaType }
  if (!isPicture(mediaType)) {
    return { ...kept, bytes: Buffer.from(bytes), width: null, height: null, preview: null }
  }
  try {
    return { ...kept, ...(await redraw(bytes, mediaType)) }
  } catch {
    throw wrong('file_broken')
  }
}

/** What a file is by its content, whatever its name says; null for all that isn't taken. */
export async function findMediaType(bytes: Uint8Array): Promise<MediaType | null> {
  const found = await fileTypeFromBuffer(bytes)
  return mediaTypes.find((type) => type === found?.mime) ?? null
}

/** Draws the picture anew, upright, without metadata, no larger than a page can show. */
async function redraw(bytes: Uint8Array, mediaType: MediaType) {
  // A native library with threads of its own: commands that never see a picture come and go without it.
  const { default: sharp } = await import('sharp')
  const source = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' }).autoOrient()
  const within = (side: number) => ({
    ...{ width: side, height: side, fit: 'inside' as const, withoutEnlargement: true },
  })
  const { data, info } = await source
    .clone()
    .resize(within(longestSide))
    .toFormat(mediaType === 'image/png' ? 'png' : mediaType === 'image/webp' ? 'webp' : 'jpeg')
    .toBuffer({ resolveWithObject: true })
  const preview = await source.clone().resize(within(previewSide)).webp().toBuffer()
  return { bytes: data, width: info.width, height: info.height, preview }
}
