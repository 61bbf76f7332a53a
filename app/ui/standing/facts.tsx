import { useTranslation } from 'react-i18next'
import { Day } from '../components/formatted-values.tsx'
import { Facts } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import type { OrganizationValues } from './organization-fields.tsx'

export interface StandingFacts extends OrganizationValues {
  standing: string
  registeredOn?: string | null
  source?: string | null
}

export function OrganizationFacts({ facts }: { facts: StandingFacts }) {
  const { t } = useTranslation('people')
  return (
    <Facts
      items={[
        {
          label: t('standing.standing'),
          value: <State noun="organization" state={facts.standing} />,
        },
        { label: t('organization_new.name'), value: facts.name },
        { label: t('organization_new.uscc'), value: facts.uscc },
        { label: t('organization_new.kind'), value: facts.kind && t(`kind.${facts.kind}`) },
        {
          label: t('organization_new.institution_type'),
          value: facts.institutionType && t(`institution_type.${facts.institutionType}`),
        },
        { label: t('organization_new.short_name'), value: facts.shortName },
        { label: t('organization_new.district'), value: facts.district },
        { label: t('organization_new.street'), value: facts.street },
        { label: t('organization_new.address'), value: facts.address },
        {
          label: t('standing.registered_on'),
          value: facts.registeredOn && <Day day={facts.registeredOn} />,
        },
        { label: t('standing.source'), value: facts.source },
      ]}
    />
  )
}
