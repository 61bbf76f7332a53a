import { useActionData } from '@remix-run/react'
import type { ActionReply } from '#app/domain/reply.ts'
import { Banner } from '../blocks/banner.tsx'

/** Why a command that a plain form posted was refused. */
export function Refused() {
  const reply = useActionData() as ActionReply | undefined
  const sentences = Object.values(reply?.errors ?? {}).flat()
  if (sentences.length === 0) return null
  return <Banner tone="danger">{sentences.join(' ')}</Banner>
}
