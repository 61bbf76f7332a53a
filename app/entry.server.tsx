import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { stripNul } from './http/strip-nul.ts'
import { i18nOf } from './i18n/index.ts'
import { messagesPath } from './i18n/messages-file.ts'
import { PageContext } from './root.tsx'

const giveUpAfterMs = 10_000
export const streamTimeout = giveUpAfterMs - 1000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, log, locale }: AppLoadContext,
): Promise<Response> {
  const ready = isbot(request.headers.get('user-agent') ?? '') ? 'onAllReady' : 'onShellReady'
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <I18nextProvider i18n={i18nOf(locale)}>
        <PageContext.Provider value={{ nonce, messages: messagesPath(locale) }}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} />
        </PageContext.Provider>
      </I18nextProvider>,
      {
        nonce,
        [ready]() {
          const body = stripNul()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          headers.set('Content-Language', locale)
          headers.append('Vary', 'Accept-Language, Cookie')
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }))
          pipe(body)
        },
        onShellError: reject,
        onError: (error: unknown) => log.error({ err: error }, 'rendering failed'),
      },
    )
    setTimeout(abort, giveUpAfterMs).unref()
  })
}

/** A refusal is an answer and no failure; a resource route throws it as one. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  const { log } = context as AppLoadContext
  log.error({ err: error }, 'request failed')
}
