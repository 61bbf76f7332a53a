import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../components/use-format.ts'
import { excerpt, Marked } from './highlight.tsx'

const excerptLength = 76

export const Line = ({ children }: { children: ReactNode }) => (
  <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
    {children}
  </div>
)

export const Chip = ({ children }: { children: ReactNode }) => (
  <span className="rounded-sm bg-ok-soft px-1.5 text-ok">{children}</span>
)

export function Figures({ items }: { items: readonly (readonly [string, ReactNode])[] }) {
  const { t } = useTranslation('search')
  return (
    <dl className="mt-2 grid grid-cols-2 gap-x-6 gap-y-1 sm:grid-cols-4">
      {items.map(([label, value]) => (
        <div key={label}>
          <dt className="text-xs text-muted">{label}</dt>
          <dd>{value || <span className="text-muted">{t('card.unknown')}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ExcerptProps {
  text: string
  terms: readonly string[]
  label?: string
}

export function Excerpt({ text, terms, label }: ExcerptProps) {
  const format = useFormat()
  if (!text) return null
  return (
    <p className="mt-2 max-w-reading text-sm">
      {label && <span className="text-muted">{format.labelled(label)}</span>}
      <Marked text={excerpt(text, terms, excerptLength)} terms={terms} />
    </p>
  )
}
