import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** Fetches the page's data again when something behind these topics changed. */
export function useTopic(...topics: string[]): void {
  const { revalidate } = useRevalidator()
  const again = useRef(revalidate)
  again.current = revalidate
  const key = topics.join(' ')
  useEffect(() => {
    if (!key) return
    let close = () => {}
    let gone = false
    void import('#realtime/client').then(({ connectLive }) => {
      if (gone) return
      const live = connectLive()
      live.listen(key.split(' '), () => again.current())
      close = live.close
    })
    return () => {
      gone = true
      close()
    }
  }, [key])
}
