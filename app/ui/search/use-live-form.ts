import { useNavigation, useSearchParams, useSubmit } from '@remix-run/react'
import { type RefObject, useEffect, useRef } from 'react'

/** So long typing pauses before results are fetched. */
const pauseMs = 160

/** What an address need not say. */
const isUsual = (name: string, value: unknown): boolean =>
  value === '' || (name === 'sort' && value === 'best')

/**
 * Who is on the way, by Enter, to a result or back, is not called back by what was typed just before. The browser's own
 * events say so at once; the router's state is drawn later, on a slow phone after the pause is over.
 * @returns ends it, and stops once more
 */
function stopAsSoonAsSomebodyGoes(stop: () => void): () => void {
  const onClick = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest('a')) stop()
  }
  document.addEventListener('click', onClick, true)
  document.addEventListener('submit', stop, true)
  window.addEventListener('popstate', stop)
  return () => {
    document.removeEventListener('click', onClick, true)
    document.removeEventListener('submit', stop, true)
    window.removeEventListener('popstate', stop)
    stop()
  }
}

/**
 * Submits a search form while it is being filled in: after a short pause in typing, at once for ticks and choices.
 * Results replace one another in the history, so that Back leaves the search.
 */
export function useLiveForm(form: RefObject<HTMLFormElement>, input: RefObject<HTMLInputElement>) {
  const submit = useSubmit()
  const navigation = useNavigation()
  const [params] = useSearchParams()
  const timer = useRef<number>()

  const send = () => {
    window.clearTimeout(timer.current)
    if (!form.current) return
    const fields = [...new FormData(form.current)].filter(([name, value]) => !isUsual(name, value))
    const params = new URLSearchParams(fields as [string, string][])
    submit(params, { action: '/search', replace: true, preventScrollReset: true })
  }
  const sendSoon = () => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(send, pauseMs)
  }

  useEffect(() => stopAsSoonAsSomebodyGoes(() => window.clearTimeout(timer.current)), [])

  // The address decides, also after Back and Forward; what is being typed stays.
  useEffect(() => {
    const question = params.get('q') ?? ''
    if (input.current && document.activeElement !== input.current) input.current.value = question
    for (const tick of form.current?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ??
      []) {
      tick.checked = params.getAll(tick.name).includes(tick.value)
    }
  }, [params, form, input])

  return {
    searching: navigation.state !== 'idle' && navigation.location?.pathname === '/search',
    clear() {
      if (!input.current) return
      input.current.value = ''
      input.current.focus()
      send()
    },
    onChange(event: React.FormEvent<HTMLFormElement>) {
      if (event.target === input.current) {
        const { isComposing } = event.nativeEvent as InputEvent
        if (!isComposing) sendSoon()
      } else send()
    },
  }
}
