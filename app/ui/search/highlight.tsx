import { Fragment } from 'react'

interface Span {
  from: number
  to: number
}

/** In the form that terms are in; every character keeps its length, so that places stay true. */
const plain = (text: string) =>
  [...text]
    .map((item) => {
      const form = item.normalize('NFKC').toLowerCase()
      return form.length === item.length ? form : item
    })
    .join('')

/** Where the terms stand in a text; neighbours and overlaps are joined, so that words are marked whole. */
export function findSpans(text: string, terms: readonly string[]): Span[] {
  const searched = plain(text)
  const spans: Span[] = []
  for (const term of terms) {
    if (!term) continue
    for (let at = searched.indexOf(term); at >= 0; at = searched.indexOf(term, at + term.length)) {
      spans.push({ from: at, to: at + term.length })
    }
  }
  return join(spans)
}

function join(spans: Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

/** A part of a long text around the first place that a term stands at. */
export function excerpt(text: string, terms: readonly string[], length: number): string {
  if (text.length <= length) return text
  const first = findSpans(text, terms)[0]?.from ?? 0
  const from = Math.max(0, Math.min(first - Math.floor(length / 4), text.length - length))
  const part = text.slice(from, from + length)
  return `${from > 0 ? '…' : ''}${part}${from + length < text.length ? '…' : ''}`
}

export function Marked({ text, terms }: { text: string; terms: readonly string[] }) {
  const spans = findSpans(text, terms)
  let end = 0
  return (
    <>
      {spans.map(({ from, to }) => {
        const before = text.slice(end, from)
        end = to
        return (
          <Fragment key={from}>
            {before}
            <mark className="bg-primary-soft font-medium text-link">{text.slice(from, to)}</mark>
          </Fragment>
        )
      })}
      {text.slice(end)}
    </>
  )
}
