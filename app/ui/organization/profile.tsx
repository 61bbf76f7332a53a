import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Day, Money } from '../components/formatted-values.tsx'
import { Card, Facts, Section } from '../components/page.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'

export interface OrganizationView {
  id: string
  name: string
  uscc: string | null
  province: string | null
  city: string | null
  district: string | null
  street: string | null
  road: string | null
  address: string | null
  registeredOn: string | null
  capitalFen: number | null
  capitalCurrency: string | null
  isBranch: boolean
  employees: number | null
  industry: string[]
  industryProposed: boolean
  businessScope: string | null
  intro: string | null
  offers: string | null
  seeks: string | null
  website: string | null
  source: string | null
}

/** What the organisation says of itself: what it makes, what it seeks. */
export function OwnWords({ organization }: { organization: OrganizationView }) {
  const { t } = useTranslation('organization')
  const { intro, offers, seeks } = organization
  if (!intro && !offers && !seeks) return null
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {intro && (
        <Card className="sm:col-span-2">
          <h2 className="mb-1 text-lg font-semibold">{t('intro')}</h2>
          <Lines text={intro} />
        </Card>
      )}
      {offers && (
        <Card>
          <h2 className="mb-1 text-lg font-semibold">{t('offers')}</h2>
          <Lines text={offers} />
        </Card>
      )}
      {seeks && (
        <Card>
          <h2 className="mb-1 text-lg font-semibold">{t('seeks')}</h2>
          <Lines text={seeks} />
        </Card>
      )}
    </div>
  )
}

const Lines = ({ text }: { text: string }) => (
  <p className="max-w-reading whitespace-pre-line">{text}</p>
)

/** The register's facts. */
export function RegisterFacts({
  organization,
  years,
}: {
  organization: OrganizationView
  years: number | null
}) {
  const { t } = useTranslation('organization')
  const { uscc, registeredOn, industry, employees, website } = organization
  return (
    <Section title={t('facts')}>
      <Card>
        <Facts
          items={[
            { label: t('uscc'), value: uscc && <span className="break-all">{uscc}</span> },
            {
              label: t('registered_on'),
              value: registeredOn && (
                <Noted note={years !== null && years > 0 ? t('age', { years }) : null}>
                  <Day day={registeredOn} />
                </Noted>
              ),
            },
            { label: t('capital'), value: <Capital organization={organization} /> },
            {
              label: t('industry'),
              value: industry.length > 0 && (
                <Noted note={organization.industryProposed ? t('proposed') : null}>
                  {industry.join(' › ')}
                </Noted>
              ),
            },
            { label: t('place'), value: placeOf(organization) },
            { label: t('branch'), value: organization.isBranch && t('is_branch') },
            {
              label: t('employees'),
              value: employees !== null && t('people', { count: employees }),
            },
            {
              label: t('website'),
              value: website && (
                <a href={website} rel="nofollow noopener" className="prose-link break-all">
                  {website}
                </a>
              ),
            },
            { label: t('source'), value: organization.source },
          ].map(({ label, value }) => ({ label, value: value || null }))}
        />
      </Card>
    </Section>
  )
}

function Noted({ children, note }: { children: ReactNode; note: string | null }) {
  return (
    <>
      {children}
      {note && <span className="ml-2 text-sm text-muted">{note}</span>}
    </>
  )
}

function Capital({ organization }: { organization: OrganizationView }) {
  const { t } = useTranslation('organization')
  const format = useFormat()
  const { capitalFen, capitalCurrency } = organization
  if (capitalFen === null) return <span className="text-muted">—</span>
  if (capitalCurrency === null || capitalCurrency === 'CNY') return <Money fen={capitalFen} />
  const currency = t(`currency.${capitalCurrency}`, { defaultValue: capitalCurrency })
  return <>{format.foreign(capitalFen, currency)}</>
}

const placeOf = ({ province, city, district, street, road, address }: OrganizationView): string =>
  address ?? [province, city, district, street, road].filter(Boolean).join('')

export function BusinessScope({ scope }: { scope: string | null }) {
  const { t } = useTranslation('organization')
  if (!scope) return null
  return (
    <Section title={t('scope')}>
      <Card>
        <Lines text={scope} />
      </Card>
    </Section>
  )
}

export interface CertificateView {
  id: string
  name: string
  number: string | null
  issuedBy: string | null
  validTo: string | null
}

export function Certificates({ certificates }: { certificates: readonly CertificateView[] }) {
  const { t } = useTranslation('organization')
  if (certificates.length === 0) return null
  return (
    <Section title={t('proof')}>
      <Table
        caption={t('proof')}
        head={[
          t('certificate.name'),
          t('certificate.number'),
          t('certificate.issued_by'),
          t('certificate.valid'),
        ]}
        rows={certificates.map((certificate) => ({
          key: certificate.id,
          cells: [
            certificate.name,
            certificate.number,
            certificate.issuedBy,
            certificate.validTo && <Day key="d" day={certificate.validTo} />,
          ],
        }))}
      />
    </Section>
  )
}

export function Peers({
  peers,
  more,
}: {
  peers: readonly { id: string; name: string }[]
  more: string
}) {
  const { t } = useTranslation('organization')
  if (peers.length === 0) return null
  return (
    <Section
      title={t('peers')}
      actions={
        <Link to={more} className="prose-link">
          {t('peers_all')}
        </Link>
      }
    >
      <ul className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
        {peers.map(({ id, name }) => (
          <li key={id}>
            <Link
              to={`/organizations/${id}`}
              className="prose-link inline-flex min-h-11 items-center"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
