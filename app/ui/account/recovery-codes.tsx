import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Card, Section } from '../components/page.tsx'

/** The recovery codes, this once, in a form that prints. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('factor')
  const [able, setAble] = useState(false)
  useEffect(() => setAble(true), [])
  return (
    <Section
      title={t('codes.shown')}
      actions={
        able && (
          <span className="print:hidden">
            <Button type="button" size="s" onClick={() => window.print()}>
              {t('codes.print')}
            </Button>
          </span>
        )
      }
    >
      <Card>
        <p className="mb-3">{t('codes.shown_hint')}</p>
        <ol className="grid grid-cols-2 gap-x-8 gap-y-1 font-mono text-lg sm:max-w-sm">
          {codes.map((code) => (
            <li key={code} className="select-all">
              {code}
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  )
}
