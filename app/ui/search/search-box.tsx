import { Search, X } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'

export interface SearchBoxProps {
  inputRef: RefObject<HTMLInputElement>
  question: string
  onClear(): void
}

/** The one box for everything. */
export function SearchBox({ inputRef, question, onClear }: SearchBoxProps) {
  const { t } = useTranslation('search')
  const [filled, setFilled] = useState(question !== '')
  return (
    <div className="flex gap-2">
      <div className="relative min-w-0 flex-1">
        <Search
          aria-hidden
          size={20}
          className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
        />
        <label htmlFor="search-question" className="sr-only">
          {t('label')}
        </label>
        <input
          ref={inputRef}
          id="search-question"
          type="search"
          name="q"
          defaultValue={question}
          maxLength={200}
          autoComplete="off"
          enterKeyHint="search"
          placeholder={t('placeholder')}
          aria-describedby="search-keys"
          onInput={(event) => setFilled(event.currentTarget.value !== '')}
          className="min-h-12 w-full rounded-md border border-edge bg-raised pr-11 pl-11 text-base text-ink placeholder:text-muted [&::-webkit-search-cancel-button]:hidden"
        />
        {filled && (
          <button
            type="button"
            onClick={() => {
              setFilled(false)
              onClear()
            }}
            aria-label={t('clear')}
            className="absolute top-0 right-0 inline-flex size-12 items-center justify-center text-muted hover:text-link"
          >
            <X aria-hidden size={18} />
          </button>
        )}
      </div>
      <Button variant="primary">{t('submit')}</Button>
    </div>
  )
}
