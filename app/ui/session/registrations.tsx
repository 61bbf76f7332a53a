import { useTranslation } from 'react-i18next'
import { Section } from '../blocks/page.tsx'
import { State } from '../blocks/state.tsx'
import { Table } from '../blocks/table.tsx'
import type { RegistrationLine } from './session-page-data.ts'

/** The host's list of who registered and what for. */
export function Registrations({ lines }: { lines: readonly RegistrationLine[] }) {
  const { t } = useTranslation(['session', 'room'])
  return (
    <Section title={t('session:registrations.title')}>
      <Table
        caption={t('session:registrations.caption', { count: lines.length })}
        head={[
          t('session:registrations.organization'),
          t('session:registrations.person'),
          t('session:registrations.part'),
          t('session:registrations.note'),
          t('session:registrations.state'),
        ]}
        rows={lines.map((line) => ({
          key: line.id,
          cells: [
            line.organization,
            line.person ?? t('room:talk.unnamed'),
            t(`room:people.part.${line.part}`),
            line.note ?? '',
            <State key="state" noun="registration" state={line.state} />,
          ],
        }))}
      />
    </Section>
  )
}
