import { z } from 'zod'
import type { Upload } from '#app/domain/file/file.ts'

/** A file field of a form; an empty one counts as absent. */
export const uploadSchema = z
  .instanceof(File)
  .optional()
  .transform((file) => (file && file.size > 0 ? file : null))

export const readUpload = async (file: File | null): Promise<Upload | null> =>
  file && { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
