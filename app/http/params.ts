import { refuse } from '#app/domain/refusal.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The id in an address. @throws {Refusal} `missing` when it can't be one */
export function idParam(params: Record<string, string | undefined>, name = 'id'): string {
  const id = params[name] ?? ''
  if (!uuid.test(id)) throw refuse('missing', 'missing')
  return id
}
