import { z } from 'zod'
import type { PreparedFile, Upload } from '#app/domain/file/file.ts'
import type { FileWanted } from '#app/domain/file/prepare.server.ts'
import { soundText } from '#app/domain/text/sound.ts'
import type { FileWorkers } from '../files/workers.ts'
import { formBudgets } from './budget.ts'

/** A file field of a form; an empty one counts as absent. */
export const uploadSchema = z
  .instanceof(File)
  .optional()
  .transform((file) => (file && file.size > 0 ? file : null))

/** A file field that takes several. */
export const uploadsSchema = z
  .preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.instanceof(File)).max(formBudgets.upload.files, 'too_many_files'),
  )
  .transform((files) => files.filter(({ size }) => size > 0))

/** A file as it came, unlooked at. */
export const readUpload = async (file: File): Promise<Upload> => ({
  name: soundText(file.name),
  bytes: new Uint8Array(await file.arrayBuffer()),
})

/** A file of a form as the market keeps it; null where none came. @throws {Refusal} see `FileWorkers.prepare` */
export const prepareUpload = async (
  files: FileWorkers,
  file: File | null,
  wanted: FileWanted,
): Promise<PreparedFile | null> => file && files.prepare(await readUpload(file), wanted)

/** The same for several, one after the other. */
export async function prepareUploads(
  files: FileWorkers,
  uploads: readonly File[],
  wanted: FileWanted,
): Promise<PreparedFile[]> {
  const prepared: PreparedFile[] = []
  for (const file of uploads) prepared.push(await files.prepare(await readUpload(file), wanted))
  return prepared
}
