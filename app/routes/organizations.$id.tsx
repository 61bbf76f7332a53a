import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { sectionOf } from '#app/domain/industry/industry.ts'
import { listListings } from '#app/domain/listing/read.server.ts'
import { mayDescribeOrganization } from '#app/domain/organization/policy.ts'
import {
  getOrganization,
  listCertificates,
  listPeers,
} from '#app/domain/organization/read.server.ts'
import { listProductsOf } from '#app/domain/product/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { load } from '#app/http/route.ts'
import { industryNames } from '#app/i18n/industry.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { State } from '#app/ui/components/state.tsx'
import { ListingList } from '#app/ui/listing/listing-list.tsx'
import {
  BusinessScope,
  Certificates,
  OwnWords,
  Peers,
  RegisterFacts,
} from '#app/ui/organization/profile.tsx'
import { ProductList } from '#app/ui/product/product-facts.tsx'

export const handle = {
  access: 'everyone',
  title: (data) => data.organization.name,
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params, locale }) => {
  const id = idParam(params)
  const organization = await getOrganization(db, actor, id)
  const [certificates, peers, products, listings] = await Promise.all([
    listCertificates(db, id),
    listPeers(db, organization),
    organization.kind === 'institution' ? listProductsOf(db, id) : [],
    listListings(db, actor, { organizationId: id, named: true, states: ['published'], limit: 6 }),
  ])
  const { registeredOn, industryCode } = organization
  const section = industryCode ? sectionOf(industryCode) : null
  return {
    organization: {
      ...organization,
      industry: industryCode ? industryNames(locale, industryCode) : [],
    },
    certificates,
    peers,
    products,
    listings,
    years: registeredOn ? yearsSince(registeredOn, db.now()) : null,
    peersTo: section
      ? `/search?kind=organization&industry=${section}`
      : '/search?kind=organization',
    describes: mayDescribeOrganization(actor, id),
    belongs: actor?.memberOf.includes(id) ?? false,
  }
})

function yearsSince(day: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(day)) / (365.25 * 86_400_000))
}

export default function OrganizationPage() {
  const { t } = useTranslation('organization')
  const { organization, certificates, peers, peersTo, products, listings, years } =
    useLoaderData<typeof loader>()
  return (
    <Page title={organization.name} lead={<Lead />} actions={<Actions />}>
      <StandingBanner />
      <OwnWords organization={organization} />
      {listings.length > 0 && (
        <Section title={t('now')}>
          <ListingList listings={listings} />
        </Section>
      )}
      {products.length > 0 && (
        <Section title={t('products')}>
          <ProductList products={products} />
        </Section>
      )}
      <RegisterFacts organization={organization} years={years} />
      <Certificates certificates={certificates} />
      <BusinessScope scope={organization.businessScope} />
      <Peers peers={peers} more={peersTo} />
    </Page>
  )
}

function Lead() {
  const { t } = useTranslation(['organization', 'state'])
  const { organization } = useLoaderData<typeof loader>()
  const { kind, institutionType, tier, standing, shortName } = organization
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span>
        {institutionType ? t(`institution_type.${institutionType}`) : t(`kind.${kind}`)}
        {shortName && ` · ${shortName}`}
      </span>
      {tier !== 'none' && (
        <span className="rounded-sm bg-ok-soft px-1.5 text-ok">{t(`state:tier.${tier}`)}</span>
      )}
      <State noun="organization" state={standing} />
    </span>
  )
}

function Actions() {
  const { t } = useTranslation('organization')
  const { organization, describes, belongs } = useLoaderData<typeof loader>()
  const base = `/organizations/${organization.id}`
  return (
    <>
      {describes && <LinkButton to={`${base}/describe`}>{t('own.describe')}</LinkButton>}
      {belongs && <LinkButton to={`${base}/standing`}>{t('own.standing')}</LinkButton>}
      {!belongs && organization.standing === 'verified' && organization.kind !== 'bureau' && (
        <LinkButton to={`${base}/join`} variant="quiet">
          {t('join')}
        </LinkButton>
      )}
    </>
  )
}

function StandingBanner() {
  const { t } = useTranslation('organization')
  const { organization } = useLoaderData<typeof loader>()
  if (organization.standing === 'listed') {
    return (
      <Banner
        title={t('unclaimed.title')}
        action={
          <LinkButton to={`/organizations/${organization.id}/takeover`} size="s">
            {t('unclaimed.claim')}
          </LinkButton>
        }
      >
        {t('unclaimed.body')}
      </Banner>
    )
  }
  if (organization.standing === 'suspended') {
    return <Banner tone="warning">{t('suspended')}</Banner>
  }
  return null
}
