import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class.ts'

export type BannerTone = 'info' | 'success' | 'warning' | 'danger'

const tones = {
  info: { box: 'border-line bg-primary-soft', mark: 'text-link', Icon: Info },
  success: { box: 'border-line bg-ok-soft', mark: 'text-ok', Icon: CircleCheck },
  warning: { box: 'border-line bg-warn-soft', mark: 'text-warn', Icon: TriangleAlert },
  danger: { box: 'border-line bg-bad-soft', mark: 'text-bad', Icon: CircleAlert },
} as const

export interface BannerProps {
  tone?: BannerTone
  title?: ReactNode
  children?: ReactNode
  /** What one can do about it, at the end. */
  action?: ReactNode
}

export function Banner({ tone = 'info', title, children, action }: BannerProps) {
  const { box, mark, Icon } = tones[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cx('flex items-start gap-3 rounded-md border px-4 py-3', box)}
    >
      <Icon aria-hidden size={20} className={cx('mt-1 shrink-0', mark)} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
      {action && <div className="shrink-0">{action}</div>}
    </div>
  )
}
