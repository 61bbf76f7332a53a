import { sql } from '#db'
import type { MatrixMarket } from './market.ts'
import type { FormReader, PageForm } from './page-forms.ts'
import type { Place } from './routes.ts'
import { ask, type Reply } from './visit.ts'

/** What a page offers one persona to do. */
export interface Offer {
  place: Place
  persona: string
  form: PageForm
}

/** The forms that a page shows a persona; each intent once. */
export async function offersOn(
  { site, personas }: MatrixMarket,
  reader: FormReader,
  place: Place,
  persona: string,
): Promise<Offer[]> {
  const { status, text } = await ask(site.url, place.path, personas[persona]!)
  if (status !== 200) return []
  const forms = await reader.read(text, place.path)
  const byIntent = new Map(forms.map((form) => [form.intent, form]))
  return [...byIntent.values()].map((form) => ({ place, persona, form }))
}

const pdf = '%PDF-1.4\n%%EOF\n'

/** Sends a form as somebody, whoever it was offered to. */
export async function post(
  { site, personas }: MatrixMarket,
  { place, form }: Pick<Offer, 'place' | 'form'>,
  persona: string,
): Promise<Reply> {
  const body = form.files.length > 0 ? new FormData() : new URLSearchParams()
  body.append('intent', form.intent)
  for (const [name, value] of form.fields) body.append(name, value)
  for (const name of form.files)
    (body as FormData).append(name, new Blob([pdf], { type: 'application/pdf' }), '文件.pdf')
  const path = `${place.path.split('?')[0] === '/' ? '/?index' : place.path}`
  return ask(site.url, path, personas[persona]!, {
    method: 'POST',
    body,
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  })
}

/** What was done so far: every write leaves a row of audit. The nightly sweep, which may come between, is nobody’s. */
export async function countDone({ owner }: MatrixMarket): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from audit where verb <> 'sweep'`.execute(owner)
  return rows[0]!.count
}

/** What concerns nobody but who does it, whatever their page shows: one's own proposals, notices and calendar. */
const ownAffairs = ['matches dismiss', 'matches forget', 'notices read', 'account revoke_feed']
export const isOwnAffair = ({ place, form }: Offer): boolean =>
  ownAffairs.includes(`${place.file} ${form.intent}`)

/** A refusal, or the way to another page where nothing was done. */
export const isRefused = ({ status }: Reply): boolean => status >= 400 || status === 302
