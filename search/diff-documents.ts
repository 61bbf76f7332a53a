import { isDeepStrictEqual } from 'node:util'
import type { IndexedDocument } from './documents.ts'

/** What is wrong with one document of an index. */
export interface Difference {
  key: string
  /** The fields that differ; null where the document is missing altogether. */
  fields: string[] | null
}

/** Compares documents as they should be with what an index holds of them. */
export function diffDocuments(
  wanted: readonly IndexedDocument[],
  found: readonly { doc: string }[],
): Difference[] {
  const byKey = new Map(found.map((item) => [item.doc, item as unknown as IndexedDocument]))
  return wanted.flatMap((item): Difference[] => {
    const other = byKey.get(item.doc)
    if (!other) return [{ key: item.doc, fields: null }]
    const names = Object.keys(item) as (keyof IndexedDocument)[]
    const fields = names.filter((name) => !isDeepStrictEqual(item[name], other[name]))
    return fields.length > 0 ? [{ key: item.doc, fields }] : []
  })
}
