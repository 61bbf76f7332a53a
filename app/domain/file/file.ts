/** 20 MB, as the market's pages say it. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024

/** What a page may show as a picture. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
type PictureType = (typeof pictureTypes)[number]

/** What the market takes: pictures, PDF, and the papers of office programs. */
export const mediaTypes = [
  ...pictureTypes,
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const
export type MediaType = (typeof mediaTypes)[number]

/** What an `accept` of a file field says. */
export const acceptFiles = mediaTypes.join(',')
export const acceptPictures = pictureTypes.join(',')

export const isPicture = (type: string): type is PictureType =>
  (pictureTypes as readonly string[]).includes(type)

/** A file as it came in with a form. */
export interface Upload {
  name: string
  bytes: Uint8Array
}

/** A file that may be kept: its type is what its content says, a picture says nothing but what it shows. */
export interface PreparedFile {
  name: string
  mediaType: MediaType
  bytes: Buffer
  width: number | null
  height: number | null
  preview: Buffer | null
}

/** A file as a page lists it. */
export interface FileView {
  id: string
  name: string
  mediaType: string
  /** Bytes. */
  size: number
  /** Of a picture, in pixels. */
  width: number | null
  height: number | null
}

/** What a file can belong to, and under whose rights it is then read. */
export const fileSubjects = ['standing', 'post', 'listing'] as const

export interface FileSubject {
  kind: (typeof fileSubjects)[number]
  id: string
}
