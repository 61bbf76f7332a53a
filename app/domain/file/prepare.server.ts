import { fileTypeFromBuffer } from 'file-type'
import { refuse } from '../refusal.ts'
import {
  isPicture,
  MAX_FILE_BYTES,
  type MediaType,
  mediaTypes,
  type PreparedFile,
  type Upload,
} from './file.ts'

/** What a file is wanted for. */
export interface FileWanted {
  /** The form's field, for the refusal. */
  field: string
  only?: 'any' | 'picture'
}

const longestName = 120
const longestSide = 2400
const previewSide = 480
/** More than the cameras of today's phones make. */
const MAX_PIXELS = 52_000_000
/** Interlaced pictures and those of sixteen bits are held in memory whole before they can be made smaller. */
const MAX_WHOLE_PIXELS = 10_000_000

/**
 * Checks a file by its content and takes from a picture all that it tells beside the picture (place, camera, time).
 * @param field the form's field, for the refusal
 * @throws {Refusal} `invalid` when it is empty, larger than 20 MB, of no type that the market takes, or a broken picture
 */
export async function prepareFile(
  { name, bytes }: Upload,
  { field, only = 'any' }: FileWanted,
): Promise<PreparedFile> {
  const wrong = (key: string) => refuse('invalid', 'file', { fields: { [field]: [key] } })
  if (bytes.length > MAX_FILE_BYTES) throw wrong('file_too_large')
  const mediaType = await findMediaType(bytes)
  if (!mediaType) throw wrong('file_type')
  if (only === 'picture' && !isPicture(mediaType)) throw wrong('file_picture')
  const kept = { name: name.replaceAll(/[\p{Cc}/\\]/gu, '_').slice(-longestName), mediaType }
  if (!isPicture(mediaType)) {
    return { ...kept, bytes: Buffer.from(bytes), width: null, height: null, preview: null }
  }
  try {
    return { ...kept, ...(await redraw(bytes, mediaType)) }
  } catch (error) {
    throw wrong(error === tooManyPixels ? 'file_pixels' : 'file_broken')
  }
}

/** What a file is by its content, whatever its name says; null for all that isn't taken. */
export async function findMediaType(bytes: Uint8Array): Promise<MediaType | null> {
  const found = await fileTypeFromBuffer(bytes)
  return mediaTypes.find((type) => type === found?.mime) ?? null
}

const tooManyPixels = new Error('The picture has too many pixels.')

/** Draws the picture anew, upright, without metadata, no larger than a page can show. It is decoded once. */
async function redraw(bytes: Uint8Array, mediaType: MediaType) {
  // A native library with threads of its own: commands that never see a picture come and go without it.
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'error' as const }
  const {
    width = 0,
    height = 0,
    isProgressive,
    depth,
  } = await sharp(bytes, {
    ...options,
    limitInputPixels: false,
  }).metadata()
  const isWhole = isProgressive || depth !== 'uchar'
  if (width * height > (isWhole ? MAX_WHOLE_PIXELS : MAX_PIXELS)) throw tooManyPixels
  const within = (side: number) => ({
    ...{ width: side, height: side, fit: 'inside' as const, withoutEnlargement: true },
  })
  const { data, info } = await sharp(bytes, options)
    .autoOrient()
    .resize(within(longestSide))
    .toFormat(mediaType === 'image/png' ? 'png' : mediaType === 'image/webp' ? 'webp' : 'jpeg')
    .toBuffer({ resolveWithObject: true })
  const preview = await sharp(data).resize(within(previewSide)).webp().toBuffer()
  return { bytes: data, width: info.width, height: info.height, preview }
}
