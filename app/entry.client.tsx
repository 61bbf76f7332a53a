import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { defaultLocale, isLocale } from './domain/locale.ts'
import { createTranslator, type Messages } from './i18n/translator.ts'
import { PageContext } from './root.tsx'

/** The document's head names the words of its language, and has begun to load them. */
async function start(): Promise<void> {
  const link = document.getElementById('messages') as HTMLLinkElement
  const response = await fetch(link.href)
  const { lang } = document.documentElement
  const i18n = createTranslator(
    isLocale(lang) ? lang : defaultLocale,
    (await response.json()) as Messages,
  )
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={i18n}>
          <PageContext.Provider value={{ messages: link.getAttribute('href') ?? '' }}>
            <RemixBrowser />
          </PageContext.Provider>
        </I18nextProvider>
      </StrictMode>,
    )
  })
}

void start()
