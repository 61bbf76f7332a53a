import { useTranslation } from 'react-i18next'
import type { Purpose } from '#app/domain/privacy/register.ts'
import { Fold } from '../components/disclosure.tsx'
import { Section } from '../components/page.tsx'
import { Table } from '../components/table.tsx'

interface Group {
  purpose: Purpose
  basis: string
  entries: readonly { table: string; keep: string | number; atDeletion: string }[]
}

/** The register of what is kept, for how long and on what basis: by purpose, and table by table. */
export function Register({ groups }: { groups: readonly Group[] }) {
  const { t } = useTranslation('privacy')
  const keepOf = (keep: string | number) =>
    typeof keep === 'number' ? t('keep.days', { count: keep }) : t(`keep.${keep}`)
  return (
    <Section title={t('register.title')}>
      <div className="flex flex-col gap-4">
        <Table
          caption={t('register.title')}
          captionHidden
          head={(['purpose', 'basis', 'kept'] as const).map((item) => t(`register.${item}`))}
          rows={groups.map(({ purpose, basis, entries }) => ({
            key: purpose,
            cells: [
              t(`purpose.${purpose}`),
              t(`basis.${basis}`),
              [...new Set(entries.map(({ keep }) => keep))]
                .sort(
                  (a, b) =>
                    Number(typeof a === 'string') - Number(typeof b === 'string') || +a - +b,
                )
                .map(keepOf)
                .join(' · '),
            ],
          }))}
        />
        <Fold label={t('register.details')}>
          <Table
            caption={t('register.details')}
            captionHidden
            head={(['table', 'purpose', 'kept', 'deletion'] as const).map((item) =>
              t(`register.${item}`),
            )}
            rows={groups.flatMap(({ purpose, entries }) =>
              entries.map(({ table, keep, atDeletion }) => ({
                key: table,
                cells: [
                  <code key="table">{table}</code>,
                  t(`purpose.${purpose}`),
                  keepOf(keep),
                  t(`at_deletion.${atDeletion}`),
                ],
              })),
            )}
          />
        </Fold>
      </div>
    </Section>
  )
}
