import { Link, useLocation } from '@remix-run/react'
import {
  ArrowLeftRight,
  Banknote,
  BookOpenCheck,
  Building2,
  CircleUserRound,
  House,
  Inbox,
  LayoutList,
  RadioTower,
  Search,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cx } from '../components/class.ts'
import type { NavIcon, NavItem, Viewer } from './navigation.ts'

const icons: Record<NavIcon, typeof House> = {
  home: House,
  money: Banknote,
  firms: Building2,
  sessions: RadioTower,
  desk: Inbox,
  queue: LayoutList,
  ledger: BookOpenCheck,
  search: Search,
  market: ArrowLeftRight,
}

function useIsHere(): (to: string) => boolean {
  const { pathname, search } = useLocation()
  return (to) => {
    const [path = '', query] = to.split('?')
    if (query) return pathname === path && `${search}&`.includes(`${query}&`)
    return pathname === path || (path !== '/' && pathname.startsWith(`${path}/`))
  }
}

export function MainNavigation({ items }: { items: readonly NavItem[] }) {
  const { t } = useTranslation('ui')
  const isHere = useIsHere()
  return (
    <nav aria-label={t('shell.main')} className="hidden sm:block">
      <ul className="flex">
        {items.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              aria-current={isHere(to) ? 'page' : undefined}
              className={cx(
                'inline-flex min-h-14 items-center border-b-2 px-3 whitespace-nowrap no-underline -outline-offset-2',
                isHere(to)
                  ? 'border-primary font-medium text-ink'
                  : 'border-transparent text-muted hover:text-link',
              )}
            >
              {t(`nav.${label}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The phone's line at the thumb. */
export function BottomNavigation(props: { items: readonly NavItem[]; viewer: Viewer | null }) {
  const { t } = useTranslation('ui')
  const isHere = useIsHere()
  const home: NavItem = { to: '/', label: 'home', icon: 'home', phone: true }
  const shown = [home, ...props.items.filter(({ phone }) => phone)].slice(0, 4)
  const own = props.viewer ? '/account' : '/sign-in'
  return (
    <nav
      aria-label={t('shell.phone')}
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] sm:hidden print:hidden"
    >
      <ul className="grid grid-flow-col auto-cols-fr">
        {shown.map(({ to, label, icon }) => (
          <BottomLink
            key={to}
            to={to}
            words={t(`nav.${label}`)}
            Icon={icons[icon]}
            here={isHere(to)}
          />
        ))}
        <BottomLink
          to={own}
          words={props.viewer ? t('nav.mine') : t('shell.sign_in')}
          Icon={CircleUserRound}
          here={isHere(own)}
        />
      </ul>
    </nav>
  )
}

interface BottomLinkProps {
  to: string
  words: string
  Icon: typeof House
  here: boolean
}

function BottomLink({ to, words, Icon, here }: BottomLinkProps) {
  return (
    <li>
      <Link
        to={to}
        aria-current={here ? 'page' : undefined}
        className={cx(
          'flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs no-underline -outline-offset-2',
          here ? 'font-medium text-link' : 'text-muted',
        )}
      >
        <Icon aria-hidden size={22} />
        {words}
      </Link>
    </li>
  )
}
