import type { CipherContext } from '#db'

/** What sealed values are for; each purpose has a key of its own. */
export const sealPurposes = [
  ...(['contacts', 'factors', 'webhooks', 'private', 'messages'] as const),
  ...(['answers', 'files', 'letters'] as const),
] as const
export type SealPurpose = (typeof sealPurposes)[number]

export interface SealedPlace {
  purpose: SealPurpose
  /** The columns whose values together tell the row, so that a value opens in its own row alone. */
  row: readonly string[]
  /** Text with a mark in front, bytes, or a whole file. */
  form: 'text' | 'bytes' | 'file'
  /** Other columns of the same table that a value moves to as it is. */
  also?: readonly string[]
}

const inOrganization = ['organization_id'] as const

/** Every column that holds sealed values, by table and column. What isn't named here is never opened. */
export const sealedPlaces = {
  'person_contact.sealed': { purpose: 'contacts', row: ['person_id'], form: 'bytes' },
  'invitation.sealed': { purpose: 'contacts', row: inOrganization, form: 'bytes' },
  'person_totp.sealed': {
    ...{ purpose: 'factors', row: ['person_id'], form: 'bytes', also: ['next_sealed'] },
  },
  'webhook.sealed': {
    ...{ purpose: 'webhooks', row: inOrganization, form: 'bytes', also: ['old_sealed'] },
  },
  'private.contact.name': { purpose: 'private', row: inOrganization, form: 'text' },
  'private.contact.phone': { purpose: 'private', row: inOrganization, form: 'text' },
  'private.bank_account.account': { purpose: 'private', row: inOrganization, form: 'text' },
  'private.request_detail.contact_name': { purpose: 'private', row: ['request_id'], form: 'text' },
  'private.request_detail.contact_phone': { purpose: 'private', row: ['request_id'], form: 'text' },
  'post_text.text': { purpose: 'messages', row: ['post_id'], form: 'text' },
  'registration_answer.answer': {
    ...{ purpose: 'answers', row: ['registration_id', 'question_id'], form: 'text' },
  },
  'api_write.answer': { purpose: 'answers', row: ['sign_in_id', 'key'], form: 'text' },
  'import_run.content': { purpose: 'files', row: ['person_id', 'name'], form: 'file' },
} satisfies Record<string, SealedPlace>

export type SealedColumn = keyof typeof sealedPlaces

/** Returns what a value in this place is bound to. @param row the values of the columns that tell the row, in their order */
export function sealedIn(column: SealedColumn, ...row: string[]): CipherContext {
  return { purpose: sealedPlaces[column].purpose, place: [column, ...row].join('\n') }
}

/** Letters wait in the queue, where nothing but their purpose is known of them. */
export const inLetter: CipherContext = { purpose: 'letters', place: 'letter' }

/** Returns the place of a row's column; null where nothing sealed lies. */
export function placeOf(table: string, column: string, row: Record<string, unknown>) {
  const found = Object.entries<SealedPlace>(sealedPlaces).find(
    ([name, { also = [] }]) =>
      [name, ...also.map((other) => `${table}.${other}`)].includes(`${table}.${column}`) &&
      name.startsWith(`${table}.`),
  )
  if (!found) return null
  const [name, place] = found
  return sealedIn(name as SealedColumn, ...place.row.map((key) => String(row[key])))
}
