import { useTranslation } from 'react-i18next'
import { signatureExample } from './example.ts'

/** What a receiver must know: headers, signature, answer and tries. */
export function HowToReceive() {
  const { t } = useTranslation('webhook')
  return (
    <>
      <p className="max-w-reading text-muted">{t('how.text')}</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by keys
        tabIndex={0}
        className="mt-3 overflow-x-auto rounded-md bg-sunken p-3 text-sm"
      >
        {signatureExample}
      </pre>
    </>
  )
}
