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
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { getViewer } from './domain/account/read.server.ts'
import type { Refusal } from './domain/refusal.ts'
import type { RouteHandle } from './http/access.ts'
import { load } from './http/route.ts'
import { LinkButton } from './ui/components/button.tsx'
import { Page } from './ui/components/page.tsx'
import { Shell } from './ui/shell.tsx'
import './ui/tokens.css'
import './ui/print.css'

export const handle = { access: 'everyone' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, locale }) => ({
  locale,
  /** The instant that relative times on the page count from. */
  now: db.now(),
  viewer: actor ? await getViewer(db, actor) : null,
}))

/** What belongs to this one document: the file of its words, and its scripts' nonce, which the server alone knows. */
export const PageContext = createContext<{ messages: string; nonce?: string }>({ messages: '' })

export function Layout({ children }: { children: ReactNode }) {
  const { messages, nonce } = useContext(PageContext)
  const { i18n } = useTranslation()
  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Title />
        <Meta />
        <link
          id="messages"
          rel="preload"
          as="fetch"
          type="application/json"
          crossOrigin="anonymous"
          href={messages}
        />
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

/** What the tab says, by the innermost page that says something. */
function Title() {
  const { t } = useTranslation()
  const error = useRouteError()
  const matches = useMatches()
  const product = t('product_name')
  if (error != null) {
    const status = isRouteErrorResponse(error) ? error.status : 500
    return <title>{`${t([`error.title_${status}`, 'error.title_500'])} · ${product}`}</title>
  }
  const page = matches.findLast(({ handle }) => (handle as RouteHandle | undefined)?.title)
  const { title, description } = (page?.handle ?? {}) as Partial<RouteHandle>
  const words = typeof title === 'function' ? page?.data && title(page.data, t) : title && t(title)
  return (
    <>
      <title>{words ? `${words} · ${product}` : `${product} · ${t('product_line')}`}</title>
      {description && <meta name="description" content={t(description)} />}
    </>
  )
}

/** Loads the document anew once the person chose another language elsewhere: in another tab, or before signing in. */
function useSameLanguage(locale: string): void {
  const { i18n } = useTranslation()
  useEffect(() => {
    if (locale !== i18n.language) window.location.reload()
  }, [locale, i18n.language])
}

export default function Root() {
  const { locale, viewer } = useLoaderData<typeof loader>()
  useSameLanguage(locale)
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
