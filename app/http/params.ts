import { refuse } from '#app/domain/refusal.ts'
import { isUuid } from '#app/domain/uuid.ts'

/** The id in an address. @throws {Refusal} `missing` when it can't be one */
export function idParam(params: Record<string, string | undefined>, name = 'id'): string {
  const id = params[name] ?? ''
  if (!isUuid(id)) throw refuse('missing', 'missing')
  return id
}
