import { isRefusal, type Refusal, refuse } from '#app/domain/refusal.ts'
import { type Budget, LARGE_BODY_BYTES } from './budget.ts'
import type { Gate } from './gate.ts'

type Wrong = Error & Refusal

const unreadable = (): Wrong => refuse('invalid', 'form_unreadable')
const formTooLarge = (kilobytes: number): Wrong =>
  refuse('too_large', 'form_too_large', { params: { kilobytes } })
const tooManyFields = ({ values }: Budget): Wrong =>
  refuse('too_large', 'form_too_many_fields', { params: { fields: values } })

/**
 * Reads the body of a form within its budget. Size, type and number of fields are looked at before anything is parsed.
 * @param large where bodies of more than a megabyte wait for each other
 * @throws {Refusal} `too_large`, `unavailable` when too much arrives at once, or `invalid` for a body that is no form
 */
export async function readForm(request: Request, budget: Budget, large: Gate): Promise<FormData> {
  refuseLong(request, budget, formTooLarge)
  const type = readType(request, budget)
  const bytes = await readBody(request, budget, { large, tooLarge: formTooLarge })
  return type.boundary === null
    ? parseFields(bytes, budget)
    : parseParts(bytes, type.boundary, budget)
}

/** The length that the head of the request says; the server lets no longer body through. */
function readLength(request: Request): number {
  const length = Number(request.headers.get('content-length') ?? 0)
  return Number.isSafeInteger(length) && length >= 0 ? length : Number.POSITIVE_INFINITY
}

const boundaryPattern = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i

function readType(request: Request, { files }: Budget): { boundary: string | null } {
  const header = request.headers.get('content-type') ?? ''
  const type = header.split(';')[0]!.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return { boundary: null }
  if (type !== 'multipart/form-data' || files === 0) throw unreadable()
  const found = boundaryPattern.exec(header)
  if (!found) throw unreadable()
  return { boundary: (found[1] ?? found[2])! }
}

/** How a body is refused that is longer than its budget, in kilobytes. */
type TooLarge = (kilobytes: number) => Wrong

function refuseLong(request: Request, { bytes }: Budget, tooLarge: TooLarge): void {
  if (readLength(request) > bytes) throw tooLarge(Math.floor(bytes / 1024))
}

/**
 * Reads the bytes of a body, up to a budget's size and within its time; one that says it is longer is not read at all.
 * @param how where large bodies wait for each other, and how a body is refused that is too long
 * @throws {Refusal} `too_large`, `unavailable` when too much arrives at once, or `invalid` when it did not arrive in time
 *   or was cut off
 */
export async function readBody(
  request: Request,
  budget: Budget,
  { large, tooLarge }: { large: Gate; tooLarge: TooLarge },
): Promise<Buffer> {
  refuseLong(request, budget, tooLarge)
  const read = () => collect(request, budget, tooLarge)
  return readLength(request) > LARGE_BODY_BYTES ? large.pass(read) : read()
}

/** Seconds in which nothing need arrive, as while a phone changes its network. */
const GRACE_SECONDS = 10
/** Bytes a second that must arrive after that: a place is held for a sender who sends, not for one who is waited for. */
const MIN_BYTES_PER_SECOND = 32 * 1024

/** Whether a body of which so much has come in so many seconds is waited for no longer. */
const isTooSlow = (size: number, seconds: number, budget: Budget): boolean =>
  seconds >= budget.seconds || size < (seconds - GRACE_SECONDS) * MIN_BYTES_PER_SECOND

async function collect(request: Request, budget: Budget, tooLarge: TooLarge): Promise<Buffer> {
  if (!request.body) return Buffer.alloc(0)
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  let late = false
  const since = performance.now()
  const watch = setInterval(() => {
    late ||= isTooSlow(size, (performance.now() - since) / 1000, budget)
    if (late) void reader.cancel().catch(() => {})
  }, 1000)
  const expected = readLength(request)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      size += value.length
      if (size > budget.bytes) throw tooLarge(Math.floor(budget.bytes / 1024))
      chunks.push(value)
    }
  } catch (error) {
    void reader.cancel().catch(() => {})
    throw isRefusal(error) ? error : unreadable()
  } finally {
    clearInterval(watch)
  }
  if (late || (request.headers.has('content-length') && size < expected)) throw unreadable()
  return Buffer.concat(chunks, size)
}

const ampersand = 0x26

function parseFields(bytes: Buffer, budget: Budget): FormData {
  if (countBytes(bytes, ampersand, budget.values) >= budget.values) throw tooManyFields(budget)
  const form = new FormData()
  for (const [name, value] of new URLSearchParams(bytes.toString('utf8'))) form.append(name, value)
  return form
}

/** Counts a byte, and stops at `most`. */
function countBytes(bytes: Buffer, byte: number, most: number): number {
  let count = 0
  for (let at = bytes.indexOf(byte); at !== -1 && count < most; at = bytes.indexOf(byte, at + 1)) {
    count++
  }
  return count
}

async function parseParts(bytes: Buffer, boundary: string, budget: Budget): Promise<FormData> {
  const most = budget.values + budget.files + 1
  const mark = Buffer.from(`--${boundary}`)
  let marks = 0
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) {
    if (++marks > most) throw tooManyFields(budget)
  }
  const headers = { 'Content-Type': `multipart/form-data; boundary="${boundary}"` }
  const form = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers })
    .formData()
    .catch(() => {
      throw unreadable()
    })
  const files = [...form.values()].filter((value) => typeof value !== 'string')
  if (files.length > budget.files) {
    throw refuse('too_large', 'form_too_many_files', { params: { files: budget.files } })
  }
  return form
}
