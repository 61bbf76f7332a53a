import { z } from 'zod'

/** The names that a form's schema knows. */
export interface FormFields {
  names: ReadonlySet<string>
  /** Records: `answer.` takes `answer.<id>`, one level deep. */
  prefixes: readonly string[]
  /** Some field is a file. */
  takesFiles: boolean
}

const known = new WeakMap<z.ZodType, FormFields>()

/** Returns the names of the fields that a schema reads, nested ones joined by a point. @throws {Error} for a schema that is no form's */
export function fieldsOf(schema: z.ZodType): FormFields {
  const found = known.get(schema)
  if (found) return found
  const names = new Set<string>()
  const prefixes: string[] = []
  const seen = { files: false }
  collect(schema, '', { names, prefixes, seen })
  const fields = { names, prefixes, takesFiles: seen.files }
  known.set(schema, fields)
  return fields
}

/** Whether a form may have a field of this name. */
export function isFieldOf({ names, prefixes }: FormFields, name: string): boolean {
  if (names.has(name)) return true
  return prefixes.some(
    (prefix) => name.startsWith(prefix) && /^[\w-]{1,60}$/.test(name.slice(prefix.length)),
  )
}

interface Found {
  names: Set<string>
  prefixes: string[]
  seen: { files: boolean }
}

function collect(schema: z.ZodType, path: string, found: Found): void {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodObject) {
    for (const [name, field] of Object.entries(inner.shape as Record<string, z.ZodType>)) {
      collect(field, path ? `${path}.${name}` : name, found)
    }
  } else if (inner instanceof z.ZodUnion) {
    for (const option of inner.options as z.ZodType[]) collect(option, path, found)
  } else if (inner instanceof z.ZodIntersection) {
    collect(inner.def.left as z.ZodType, path, found)
    collect(inner.def.right as z.ZodType, path, found)
  } else if (path === '') {
    throw new Error('The schema of a form must be an object.')
  } else if (inner instanceof z.ZodRecord) {
    found.prefixes.push(`${path}.`)
  } else {
    if (isFile(inner)) found.seen.files = true
    found.names.add(path)
  }
}

/** `z.instanceof(File)` is a custom schema, alone or as the items of an array. */
function isFile(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodArray) return isFile(unwrap(schema.element as z.ZodType))
  return schema instanceof z.ZodCustom || schema instanceof z.ZodFile
}

/** The schema that reads the input, without defaults, transforms and the like around it. */
export function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) {
    const first = schema.def.in as z.ZodType
    return unwrap(first instanceof z.ZodTransform ? (schema.def.out as z.ZodType) : first)
  }
  const { innerType } = schema.def as { innerType?: z.ZodType }
  if (innerType) return unwrap(innerType)
  if (schema instanceof z.ZodLazy) return unwrap(schema.unwrap() as z.ZodType)
  return schema
}
