import { useTranslation } from 'react-i18next'
import { Tabs } from '../components/tabs.tsx'

const ways = { listings: '/listings', interests: '/listings?tab=interests', deals: '/deals' }

/** The three lists of supply and demand. */
export function TradeTabs({ current }: { current: keyof typeof ways }) {
  const { t } = useTranslation('listing')
  return (
    <Tabs
      label={t('tabs.label')}
      items={(['listings', 'interests', 'deals'] as const).map((item) => ({
        to: ways[item],
        label: t(`tabs.${item}`),
        current: item === current,
      }))}
    />
  )
}
