import type { Upload } from '../domain/file/file.ts'
import type { FileWanted } from '../domain/file/prepare.server.ts'
import type { SheetPart } from '../domain/import/sheet.server.ts'
import type { Refusal } from '../domain/refusal.ts'

/** What a process for files is asked. */
export type FileTask =
  | { kind: 'prepare'; upload: Upload; wanted: FileWanted }
  | { kind: 'sheet'; source: { name: string; bytes: Uint8Array }; part: SheetPart }

export type FileAnswer = { value: unknown } | { refused: Refusal } | { failed: string }
