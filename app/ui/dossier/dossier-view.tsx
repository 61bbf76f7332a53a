import { useTranslation } from 'react-i18next'
import type { Dossier } from '#app/domain/dossier/dossier.ts'
import { formatSize } from '#app/i18n/format.ts'
import { Money } from '../components/formatted-values.tsx'
import { Facts, Section } from '../components/page.tsx'
import { Table } from '../components/table.tsx'

/** An enterprise's private fields as far as they are there for this reader. */
export function DossierView({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation('consent')
  const { contact, bank, indicators, documents } = dossier
  return (
    <div className="flex flex-col gap-8">
      {(contact || bank) && (
        <Facts
          items={[
            { label: t('contact_name'), value: contact?.name },
            {
              label: t('contact_phone'),
              value: contact && (
                <a href={`tel:${contact.phone}`} className="prose-link">
                  {contact.phone}
                </a>
              ),
            },
            { label: t('bank'), value: bank?.bank },
            { label: t('account'), value: bank?.account },
          ]}
        />
      )}
      {indicators && (
        <Section title={t('indicators')}>
          {indicators.length > 0 ? (
            <Indicators indicators={indicators} />
          ) : (
            <p className="text-muted">{t('indicators_empty')}</p>
          )}
        </Section>
      )}
      {documents && (
        <Section title={t('documents')}>
          <Documents documents={documents} />
        </Section>
      )}
    </div>
  )
}

/** A year's figures with the keys of their names. */
export const figures = [
  ['revenueFen', 'fields.revenue'],
  ['profitFen', 'fields.profit'],
  ['taxFen', 'fields.tax'],
  ['rndFen', 'fields.rnd'],
  ['assetsFen', 'assets'],
  ['liabilitiesFen', 'liabilities'],
] as const

/** A row for each year; what wasn't granted or isn't known has no column. */
function Indicators({ indicators }: { indicators: NonNullable<Dossier['indicators']> }) {
  const { t } = useTranslation('consent')
  const known = figures.filter(([name]) => indicators.some((indicator) => indicator[name] !== null))
  return (
    <Table
      caption={t('indicators')}
      captionHidden
      head={[t('year'), ...known.map(([, label]) => ({ label: t(label), align: 'end' as const }))]}
      rows={indicators.map((indicator) => ({
        key: String(indicator.year),
        cells: [
          indicator.year,
          ...known.map(([name]) => {
            const fen = indicator[name]
            return fen === null ? '—' : <Money key={name} fen={fen} />
          }),
        ],
      }))}
    />
  )
}

function Documents({ documents }: { documents: NonNullable<Dossier['documents']> }) {
  const { t } = useTranslation('consent')
  if (documents.length === 0) return <p className="text-muted">{t('documents_empty')}</p>
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {documents.map(({ id, kind, name, size }) => (
        <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-2">
          <span className="text-muted">{t(`document_kinds.${kind}`)}</span>
          <a href={`/documents/${id}`} target="_blank" rel="noreferrer" className="prose-link">
            {name}
          </a>
          <span className="text-sm text-muted">{formatSize(size)}</span>
        </li>
      ))}
    </ul>
  )
}
