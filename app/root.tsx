import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { createContext, type ReactNode, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { getViewer } from './domain/account/read.server.ts'
import type { Refusal } from './domain/refusal.ts'
import type { RouteHandle } from './http/access.ts'
import { load } from './http/route.ts'
import { locale } from './i18n/index.ts'
import { LinkButton } from './ui/blocks/button.tsx'
import { Page } from './ui/blocks/page.tsx'
import { Shell } from './ui/shell.tsx'
import './ui/tokens.css'

export const handle = { access: 'everyone' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => ({
  /** The instant that relative times on the page count from. */
  now: db.now(),
  viewer: actor ? await getViewer(db, actor) : null,
}))

export const meta = () => [{ title: '链桥' }]

/** The nonce of this page's scripts; known to the server alone. */
export const NonceContext = createContext<string | undefined>(undefined)

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext)
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  const { viewer } = useLoaderData<typeof loader>()
  const bare = useMatches().some(({ handle }) => (handle as RouteHandle | undefined)?.bare)
  if (bare) return <Outlet />
  return (
    <Shell viewer={viewer}>
      <Outlet />
    </Shell>
  )
}

export function ErrorBoundary() {
  const { t } = useTranslation()
  const error = useRouteError()
  const root = useRouteLoaderData<typeof loader>('root')
  const status = isRouteErrorResponse(error) ? error.status : 500
  const refusal = isRouteErrorResponse(error) ? (error.data as Partial<Refusal> | null) : null
  const body = refusal?.message
    ? t(refusal.message, { ns: 'refusal', ...refusal.params })
    : t([`error.body_${status}`, 'error.body_500'])
  return (
    <Shell viewer={root?.viewer ?? null}>
      <Page title={t([`error.title_${status}`, 'error.title_500'])} lead={String(body)}>
        <p>
          <LinkButton to="/">{t('error.home')}</LinkButton>
        </p>
      </Page>
    </Shell>
  )
}
