import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from './button.tsx'

export interface PagerProps {
  /** Addresses of the neighbours; absent where there is none. */
  previous?: string | null
  next?: string | null
  /** Where one is, e.g. the range and the total. */
  children?: ReactNode
}

export function Pager({ previous, next, children }: PagerProps) {
  const { t } = useTranslation('ui')
  if (!previous && !next && !children) return null
  return (
    <nav aria-label={t('pager.label')} className="flex items-center justify-between gap-3">
      <span>
        {previous && (
          <LinkButton to={previous} rel="prev" size="s">
            {t('pager.previous')}
          </LinkButton>
        )}
      </span>
      <span className="text-sm text-muted">{children}</span>
      <span>
        {next && (
          <LinkButton to={next} rel="next" size="s">
            {t('pager.next')}
          </LinkButton>
        )}
      </span>
    </nav>
  )
}
