import { Link } from '@remix-run/react'
import { formatCount } from '#app/i18n/format.ts'
import { cx } from './class.ts'

export interface Tab {
  to: string
  label: string
  count?: number | undefined
  current?: boolean
}

/** Views of one thing, each with an address of its own. */
export function Tabs({ items, label }: { items: readonly Tab[]; label?: string }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {items.map(({ to, label: text, count, current }) => (
          <li key={to}>
            <Link
              to={to}
              aria-current={current ? 'page' : undefined}
              className={cx(
                'inline-flex min-h-11 items-center gap-1.5 border-b-2 px-3 whitespace-nowrap no-underline -outline-offset-2',
                current
                  ? 'border-primary font-medium text-ink'
                  : 'border-transparent text-muted hover:text-link',
              )}
            >
              {text}
              {count !== undefined && (
                <span className="text-sm text-muted tabular-nums">{formatCount(count)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
