import { useTranslation } from 'react-i18next'
import { Instant } from '../components/formatted-values.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'

interface Row {
  id: string
  at: string | Date
  verb: string
  subject: { kind: string; id: string | null }
  personId: string | null
  person: string | null
  organizationId: string | null
  organization: string | null
  detail: Record<string, string | number | boolean | null> | null
  seq: number | null
}

/** What somebody is known by now, with the id below. */
function Named({ name, id }: { name: string | null; id: string | null }) {
  const { t } = useTranslation('audit')
  const format = useFormat()
  if (!id) return <span className="text-muted">{t('market')}</span>
  return (
    <>
      {format.person(name)}
      <code className="block text-xs break-all text-muted">{id}</code>
    </>
  )
}

export function AuditTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation('audit')
  const head = ['at', 'verb', 'subject', 'person', 'organization', 'detail', 'seq'] as const
  return (
    <Table
      caption={t('title')}
      captionHidden
      head={head.map((item) => t(`column.${item}`))}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Instant key="at" at={row.at} />,
          <code key="verb">{row.verb}</code>,
          <span key="subject">
            <code>{row.subject.kind}</code>
            {row.subject.id && (
              <code className="block text-xs break-all text-muted">{row.subject.id}</code>
            )}
          </span>,
          <Named key="person" name={row.person} id={row.personId} />,
          row.organizationId && (
            <Named key="organization" name={row.organization} id={row.organizationId} />
          ),
          row.detail && (
            <code key="detail" className="text-xs break-all">
              {Object.entries(row.detail)
                .map(([name, value]) => `${name}=${value}`)
                .join(' ')}
            </code>
          ),
          row.seq ?? t('unsealed'),
        ],
      }))}
    />
  )
}
