import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../components/page.tsx'
import { Tabs } from '../components/tabs.tsx'

const views = ['grants', 'dossier', 'receipts'] as const
type View = (typeof views)[number]

const paths: Record<View, string> = {
  grants: '/consents',
  dossier: '/dossier',
  receipts: '/consents/receipts',
}

/** The enterprise's three views of its private fields: to whom they are open, what they are, who read them. */
export function ConsentFrame({
  view,
  lead,
  actions,
  children,
}: {
  view: View
  lead: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation('consent')
  const items = views.map((item) => ({
    to: paths[item],
    label: t(`tab_${item}`),
    current: item === view,
  }))
  return (
    <Page title={t('title')} lead={lead} actions={actions} wide>
      <Tabs items={items} label={t('tabs')} />
      {children}
    </Page>
  )
}
