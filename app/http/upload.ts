import { z } from 'zod'
import type { Upload } from '#app/domain/file/file.ts'
import { soundText } from '#app/domain/text/sound.ts'
import { formBudgets } from './budget.ts'

/** A file field of a form; an empty one counts as absent. */
export const uploadSchema = z
  .instanceof(File)
  .optional()
  .transform((file) => (file && file.size > 0 ? file : null))

export const readUpload = async (file: File | null): Promise<Upload | null> =>
  file && { name: soundText(file.name), bytes: new Uint8Array(await file.arrayBuffer()) }

/** A file field that takes several. */
export const uploadsSchema = z
  .preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.instanceof(File)).max(formBudgets.upload.files, 'too_many_files'),
  )
  .transform((files) => files.filter(({ size }) => size > 0))

export const readUploads = (files: readonly File[]): Promise<Upload[]> =>
  Promise.all(
    files.map(async (file) => ({
      name: soundText(file.name),
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  )
