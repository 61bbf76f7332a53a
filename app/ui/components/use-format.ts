import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { createFormat, type Format } from '#app/i18n/format.ts'

/** How amounts, rates, terms and times are said in the language of the page. */
export function useFormat(): Format {
  const { i18n } = useTranslation('format')
  return useMemo(() => createFormat(i18n), [i18n])
}
