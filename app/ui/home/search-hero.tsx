import { Form } from '@remix-run/react'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'

/** The one box. */
export function SearchHero() {
  const { t } = useTranslation('home')
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h1 className="text-2xl font-semibold sm:text-4xl">{t('title')}</h1>
        <p className="mt-2 max-w-reading text-muted">{t('lead')}</p>
      </div>
      <Form action="/search" role="search" className="flex max-w-3xl gap-2">
        <label htmlFor="home-search" className="sr-only">
          {t('search')}
        </label>
        <div className="relative min-w-0 flex-1">
          <Search
            aria-hidden
            size={22}
            className="pointer-events-none absolute top-1/2 left-4 -translate-y-1/2 text-muted"
          />
          <input
            id="home-search"
            type="search"
            name="q"
            placeholder={t('search')}
            aria-describedby="home-search-hint"
            className="min-h-14 w-full rounded-lg border border-edge bg-raised pr-3 pl-12 text-lg text-ink shadow-card placeholder:text-muted"
          />
        </div>
        <Button variant="primary" className="px-6 sm:px-8">
          {t('search_submit')}
        </Button>
      </Form>
      <p id="home-search-hint" className="text-sm text-muted">
        {t('search_hint')}
      </p>
    </div>
  )
}
