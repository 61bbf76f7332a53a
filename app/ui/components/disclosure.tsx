import type { ReactNode } from 'react'
import { useReply } from './use-reply.ts'

export interface FoldProps {
  label: ReactNode
  /** The form inside: when it comes back with errors, the fold stands open. */
  intent?: string
  name?: string
  children: ReactNode
}

/** What is seldom needed, out of sight until asked for; opens without JavaScript. */
export function Fold({ label, intent, name, children }: FoldProps) {
  const reply = useReply()
  const came =
    intent !== undefined &&
    reply?.intent === intent &&
    (name === undefined || reply.values.form === name) &&
    Object.keys(reply.errors).length > 0
  return (
    <details open={came || undefined}>
      <summary className="prose-link inline-flex min-h-11 items-center">{label}</summary>
      <div className="pb-2">{children}</div>
    </details>
  )
}
