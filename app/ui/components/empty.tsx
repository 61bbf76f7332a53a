import type { ReactNode } from 'react'

export interface EmptyProps {
  title: ReactNode
  /** What to do about it. */
  hint?: ReactNode
  action?: ReactNode
}

export function Empty({ title, hint, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line px-4 py-10 text-center">
      <p className="font-medium">{title}</p>
      {hint && <div className="max-w-reading text-muted">{hint}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
