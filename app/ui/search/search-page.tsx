import { Form } from '@remix-run/react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../components/banner.tsx'
import { Tabs } from '../components/tabs.tsx'
import { FacetPanel } from './facets.tsx'
import { Results } from './results.tsx'
import { SearchBox } from './search-box.tsx'
import { Toolbar } from './toolbar.tsx'
import { useLiveForm } from './use-live-form.ts'
import { useResultKeys } from './use-result-keys.ts'
import { addressOf, type SearchView, tabKinds } from './view.ts'

/** One form around everything: what is typed, ticked and chosen is one address. */
export function SearchPage({ found }: { found: SearchView }) {
  const { t } = useTranslation('search')
  const form = useRef<HTMLFormElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const live = useLiveForm(form, input)
  useResultKeys(input)
  const { question, kind, facets } = found
  return (
    <Form
      ref={form}
      action="/search"
      role="search"
      onChange={live.onChange}
      className="mx-auto w-full max-w-7xl px-4 py-6 sm:px-6"
    >
      <h1 className="sr-only">{question ? t('title_of', { text: question }) : t('title')}</h1>
      {kind && <input type="hidden" name="kind" value={kind} />}
      <SearchBox inputRef={input} question={question} onClear={live.clear} />
      <p id="search-keys" className="mt-1 hidden text-sm text-muted pointer-fine:block">
        {t('keys')}
      </p>
      <div className="mt-3 flex flex-col gap-4">
        {found.degraded && (
          <Banner tone="warning" title={t('degraded.title')}>
            {t('degraded.body')}
          </Banner>
        )}
        <KindTabs found={found} />
        <div className={facets.length > 0 ? 'lg:grid lg:grid-cols-[15rem_1fr] lg:gap-8' : ''}>
          {facets.length > 0 && <FacetPanel facets={facets} />}
          <div className="min-w-0">
            <Toolbar found={found} searching={live.searching} />
            <Results found={found} />
          </div>
        </div>
      </div>
    </Form>
  )
}

function KindTabs({ found }: { found: SearchView }) {
  const { t } = useTranslation('search')
  const { question, kind, counts } = found
  const all = {
    to: addressOf({ question }),
    label: t('all'),
    count: found.everything,
    current: kind === undefined,
  }
  const kinds = tabKinds.map((tabKind) => ({
    to: addressOf({ question, kind: tabKind }),
    label: t(`kind.${tabKind}`),
    count: counts[tabKind] ?? 0,
    current: kind === tabKind,
  }))
  return <Tabs label={t('tabs')} items={[all, ...kinds]} />
}
