import { MAX_FILE_BYTES } from '#app/domain/file/file.ts'
import type { LimitName } from './limits.ts'

/** What one request may cost. A route declares it beside its access; it is checked before anything is parsed. */
export interface Budget {
  /** Bytes of the body. */
  bytes: number
  /** Values in the body, whether fields of a form or values of a JSON document. */
  values: number
  /** Levels of a JSON document: an object in an array in an object has three. */
  depth: number
  /** Files in the body; without any, a body in parts is refused. */
  files: number
  /** Seconds within which the body must have arrived. */
  seconds: number
  /** Counted for each request before its body is read. */
  rate: LimitName
}

const kilobyte = 1024
const megabyte = 1024 * kilobyte

/** Faults that an answer names; a body with more has told enough. */
export const MAX_FAULTS = 50
/** Characters of an address; longer ones are refused before they are taken apart. */
export const MAX_URL_LENGTH = 4096
/** Parameters of an address. */
export const MAX_QUERY_VALUES = 200

/** Budgets of the forms on our pages. */
export const formBudgets = {
  /** Fields and ticks that a person fills in; the longest Chinese texts need nine bytes a character. */
  form: { bytes: 160 * kilobyte, values: 300, depth: 1, files: 0, seconds: 30, rate: 'form' },
  /** A form with files: two of twenty megabytes, or several that are smaller. */
  upload: {
    bytes: 2 * MAX_FILE_BYTES + megabyte,
    values: 100,
    depth: 1,
    files: 10,
    seconds: 300,
    rate: 'upload_form',
  },
} as const satisfies Record<string, Budget>

/** Budgets of what programs send. */
export const operationBudgets = {
  /** Nothing but an address. */
  read: { bytes: 0, values: 0, depth: 0, files: 0, seconds: 10, rate: 'api' },
  /** One thing as JSON. */
  write: { bytes: 128 * kilobyte, values: 1000, depth: 8, files: 0, seconds: 30, rate: 'api' },
  /** One file as it is. */
  file: { bytes: MAX_FILE_BYTES, values: 0, depth: 0, files: 1, seconds: 300, rate: 'upload_form' },
} as const satisfies Record<string, Budget>

export type FormBudgetName = keyof typeof formBudgets
export type OperationBudgetName = keyof typeof operationBudgets

/** Of bodies above this size a few are read at a time. */
export const LARGE_BODY_BYTES = megabyte
