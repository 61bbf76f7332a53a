import { useActionData, useLocation } from '@remix-run/react'
import { useRef } from 'react'
import type { ActionResult } from '#app/domain/action-result.ts'

/**
 * What the form sent last from this page was answered. It stays until the next form or page,
 * also when the page fetches its data again because something behind it changed, which makes the router forget it.
 */
export function useReply(): ActionResult | undefined {
  const reply = useActionData() as ActionResult | undefined
  const { key } = useLocation()
  const kept = useRef<{ key: string; reply: ActionResult } | null>(null)
  if (reply) kept.current = { key, reply }
  return kept.current?.key === key ? kept.current.reply : undefined
}
