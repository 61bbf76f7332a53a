import { type RefObject, useEffect } from 'react'

const writesIn = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** `/` goes to the box, arrows walk through the results (their links carry `data-hit`), Enter opens as on any link. */
export function useResultKeys(input: RefObject<HTMLInputElement>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key === '/' && !writesIn(event.target)) {
        event.preventDefault()
        input.current?.focus()
        input.current?.select()
      }
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-hit]')]
      const at = links.indexOf(document.activeElement as HTMLAnchorElement)
      const inBox = document.activeElement === input.current
      if (at < 0 && !inBox) return
      event.preventDefault()
      const next = event.key === 'ArrowDown' ? at + 1 : at - 1
      if (next < 0) input.current?.focus()
      else links[Math.min(next, links.length - 1)]?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [input])
}
