import type { ReactNode } from 'react'
import { cx } from './class.ts'
import { Done } from './success-banner.tsx'

export interface PageProps {
  title: ReactNode
  /** One sentence under the title: what this page is for, or what comes next. */
  lead?: ReactNode
  actions?: ReactNode
  /** For staff's tables and consoles; others keep a readable line. */
  wide?: boolean
  children?: ReactNode
}

export function Page({ title, lead, actions, wide, children }: PageProps) {
  return (
    <div
      className={cx('mx-auto w-full px-4 py-6 sm:px-6 sm:py-8', wide ? 'max-w-7xl' : 'max-w-4xl')}
    >
      <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold sm:text-[1.75rem]">{title}</h1>
          {lead && <div className="mt-1 max-w-reading text-muted">{lead}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div className="flex flex-col gap-8">
        <Done />
        {children}
      </div>
    </div>
  )
}

export interface SectionProps {
  title: ReactNode
  actions?: ReactNode
  id?: string
  children?: ReactNode
}

export function Section({ title, actions, id, children }: SectionProps) {
  return (
    <section id={id}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{title}</h2>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  )
}

export interface CardProps {
  children: ReactNode
  /** Lets the element be told apart in a list of cards. */
  as?: 'div' | 'li' | 'article' | 'section'
  className?: string
}

export function Card({ children, as: Element = 'div', className }: CardProps) {
  return (
    <Element
      className={cx('rounded-lg border border-line bg-raised p-4 shadow-card sm:p-5', className)}
    >
      {children}
    </Element>
  )
}

export interface Fact {
  label: ReactNode
  /** What isn't known is left out: pass `null`. */
  value: ReactNode
}

/** Names and values of one thing. Facts without a value are not shown. */
export function Facts({ items, columns = 2 }: { items: readonly Fact[]; columns?: 1 | 2 | 3 }) {
  const known = items.filter(
    ({ value }) => value !== null && value !== undefined && value !== '' && value !== false,
  )
  const widths = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' }
  return (
    <dl className={cx('grid gap-x-8 gap-y-3', widths[columns])}>
      {known.map(({ label, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: labels may be elements, and the order is fixed
        <div key={index} className="min-w-0">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
