import { useTranslation } from 'react-i18next'
import { Banner } from '../components/banner.tsx'

/** Says where codes land while no mail or SMS service is connected. */
export function OutboxNote({ folder }: { folder: string | null }) {
  const { t } = useTranslation('people')
  return folder ? <Banner tone="warning">{t('outbox', { folder })}</Banner> : null
}
