import { useEffect } from 'react'

/** J and K move through the links of a list, as loan officers know it from their mail; Enter opens, as for any link. */
export function useRowKeys(): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      const target = event.target as HTMLElement
      const typing = target.closest('input, textarea, select, [contenteditable]')
      if (step === 0 || typing || event.metaKey || event.ctrlKey || event.altKey) return
      const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
      const at = links.indexOf(document.activeElement as HTMLElement)
      links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus()
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [])
}
