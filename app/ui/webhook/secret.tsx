import { useTranslation } from 'react-i18next'
import { Card, Section } from '../components/page.tsx'

/** The secret that was just made, this once. */
export function ShownSecret({ secret }: { secret: string }) {
  const { t } = useTranslation('webhook')
  return (
    <Section title={t('secret')}>
      <Card>
        <p className="mb-2">{t('secret_hint')}</p>
        <code className="block rounded-md bg-sunken p-3 break-all select-all">{secret}</code>
      </Card>
    </Section>
  )
}
