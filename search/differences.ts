import { isDeepStrictEqual } from 'node:util'
import type { IndexedDocument } from './documents.ts'

/** What is wrong with one document of an index. */
export interface Difference {
  key: string
  /** The fields that differ; null where the document is missing altogether. */
  fields: string[] | null
}

/** Compares documents as they should be with what an index holds of them. */
export function compareDocuments(
  wanted: readonly IndexedDocument[],
  found: readonly { doc: string }[],
): Difference[] {
  const byKey = new Map(found.map((one) => [one.doc, one as unknown as IndexedDocument]))
  return wanted.flatMap((one): Difference[] => {
    const other = byKey.get(one.doc)
    if (!other) return [{ key: one.doc, fields: null }]
    const names = Object.keys(one) as (keyof IndexedDocument)[]
    const fields = names.filter((name) => !isDeepStrictEqual(one[name], other[name]))
    return fields.length > 0 ? [{ key: one.doc, fields }] : []
  })
}
