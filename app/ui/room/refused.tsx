import { useActionData } from '@remix-run/react'
import type { ActionResult } from '#app/domain/action-result.ts'
import { Banner } from '../components/banner.tsx'

/** Why a command that a plain form posted was refused. */
export function Refused() {
  const reply = useActionData() as ActionResult | undefined
  const sentences = Object.values(reply?.errors ?? {}).flat()
  if (sentences.length === 0) return null
  return <Banner tone="danger">{sentences.join(' ')}</Banner>
}
