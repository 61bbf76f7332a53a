import { Form, Link, useLocation } from '@remix-run/react'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from './components/banner.tsx'
import { LanguageChoice } from './shell/language.tsx'
import { AccountMenu, LanguageMenu, OrganizationSwitcher, SignInLinks } from './shell/menus.tsx'
import { BottomNavigation, MainNavigation } from './shell/nav.tsx'
import { navigationFor, type Viewer } from './shell/navigation.ts'
import { PrintHead } from './shell/print-head.tsx'

export type { Viewer } from './shell/navigation.ts'

export interface ShellProps {
  viewer: Viewer | null
  children: ReactNode
}

/** The frame around every page but the big screen. */
export function Shell({ viewer, children }: ShellProps) {
  const { t } = useTranslation('ui')
  const items = navigationFor(viewer)
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="absolute top-2 left-2 z-30 -translate-y-24 rounded-md bg-primary px-4 py-2 text-on-primary focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <header className="sticky top-0 z-20 border-b border-line bg-raised print:hidden">
        <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-4 px-4 sm:px-6 xl:flex-nowrap">
          <Brand />
          <MainNavigation items={items} />
          <div className="order-last w-full lg:order-none lg:ml-auto lg:w-auto xl:min-w-24 xl:shrink">
            <SearchBox />
          </div>
          <div className="ml-auto flex items-center gap-1 sm:gap-2 lg:ml-0">
            <LanguageMenu />
            {viewer ? (
              <>
                <OrganizationSwitcher viewer={viewer} />
                <AccountMenu viewer={viewer} />
              </>
            ) : (
              <SignInLinks />
            )}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        <PrintHead />
        <PrivacyReminder viewer={viewer} />
        {children}
      </main>
      <Footer />
      <BottomNavigation items={items} viewer={viewer} />
    </div>
  )
}

/** Who hasn't agreed to the notice in force is asked on every page but the notice itself; nothing is held back meanwhile. */
function PrivacyReminder({ viewer }: { viewer: Viewer | null }) {
  const { t } = useTranslation('ui')
  const { pathname } = useLocation()
  if (!viewer || viewer.agreed || pathname === '/privacy') return null
  return (
    <div className="mx-auto w-full max-w-7xl px-4 pt-4 sm:px-6 print:hidden">
      <Banner tone="info">
        {t('shell.privacy_asks')}{' '}
        <Link to="/privacy" className="prose-link">
          {t('shell.privacy_read')}
        </Link>
      </Banner>
    </div>
  )
}

function Brand() {
  const { t } = useTranslation('ui')
  return (
    <Link
      to="/"
      className="flex min-h-14 shrink-0 items-center gap-2 whitespace-nowrap text-ink no-underline"
    >
      <svg aria-hidden viewBox="0 0 32 32" className="size-8 text-link">
        <path
          d="M3 23c4.5 0 4.5-12 13-12s8.5 12 13 12"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <path d="M3 23h26" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
        <circle cx="16" cy="11" r="3.5" fill="var(--live)" />
      </svg>
      <span className="text-xl font-semibold tracking-wide">{t('shell.product')}</span>
    </Link>
  )
}

/** One box for everything; the home page has a larger one of its own. */
function SearchBox() {
  const { t } = useTranslation('ui')
  const { pathname, search } = useLocation()
  // The page has a larger one of its own; what follows keeps to the end of the line.
  if (pathname === '/' || pathname === '/search')
    return <div className="hidden lg:ml-auto lg:block" />
  const query = new URLSearchParams(search).get('q') ?? ''
  return (
    <Form
      action="/search"
      role="search"
      className="flex w-full pb-2 lg:w-48 lg:py-2 xl:w-full xl:max-w-64"
    >
      <label htmlFor="shell-search" className="sr-only">
        {t('shell.search')}
      </label>
      <div className="relative w-full">
        <Search
          aria-hidden
          size={18}
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <input
          id="shell-search"
          type="search"
          name="q"
          defaultValue={query}
          placeholder={t('shell.search_placeholder')}
          className="min-h-11 w-full rounded-md border border-edge bg-plane pr-3 pl-10 text-base text-ink placeholder:text-muted lg:min-h-10 lg:text-sm"
        />
      </div>
    </Form>
  )
}

function Footer() {
  const { t } = useTranslation('ui')
  return (
    <footer className="mt-8 border-t border-line bg-raised pb-20 text-sm text-muted sm:pb-0 print:hidden">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-8 gap-y-2 px-4 py-6 sm:px-6">
        <p>{t('shell.footer')}</p>
        <nav aria-label={t('shell.footer_nav')}>
          <ul className="flex flex-wrap gap-x-4 gap-y-2">
            <li>
              <Link to="/search?kind=product" className="prose-link">
                {t('nav.products')}
              </Link>
            </li>
            <li>
              <Link to="/sessions" className="prose-link">
                {t('nav.sessions')}
              </Link>
            </li>
            <li>
              <Link to="/help" className="prose-link">
                {t('nav.help')}
              </Link>
            </li>
            <li>
              <Link to="/privacy" className="prose-link">
                {t('shell.privacy')}
              </Link>
            </li>
          </ul>
        </nav>
        <div className="flex flex-wrap gap-x-4">
          <LanguageChoice entryClass="min-h-11 cursor-pointer prose-link" />
        </div>
      </div>
    </footer>
  )
}
