import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Section } from '../components/page.tsx'
import { type ListedListingView, ListingList } from '../listing/listing-list.tsx'

/** What is sought in the market now; nothing while nobody seeks. */
export function NewestDemands({ demands }: { demands: readonly ListedListingView[] }) {
  const { t } = useTranslation('home')
  if (demands.length === 0) return null
  return (
    <Section
      title={t('demands')}
      actions={
        <LinkButton to="/search?kind=listing" variant="quiet" size="s">
          {t('demands_all')}
        </LinkButton>
      }
    >
      <ListingList listings={demands} />
    </Section>
  )
}
