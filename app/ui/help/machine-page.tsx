import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/button.tsx'
import { Page, Section } from '../components/page.tsx'
import { PrintButton } from '../components/print-button.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'
import { Diagram } from './diagram.tsx'
import type { DiagramLayout } from './diagram-layout.ts'
import type { MachineView } from './machine-view.ts'

/** One workflow: its picture, and each step with who may take it and whom it tells. */
export function MachinePage({ machine, layout }: { machine: MachineView; layout: DiagramLayout }) {
  const { t } = useTranslation(['help', 'state'])
  const { noun } = machine
  return (
    <Page
      wide
      title={t(`noun.${noun}`)}
      lead={t(`about.${noun}`)}
      actions={
        <>
          <PrintButton />
          <LinkButton to="/help">{t('all')}</LinkButton>
        </>
      }
    >
      <Diagram machine={machine} layout={layout} />
      <p className="max-w-reading text-sm text-muted">{t('legend')}</p>
      <Section title={t('steps')}>
        <Steps machine={machine} />
      </Section>
    </Page>
  )
}

function Steps({ machine: { noun, transitions } }: { machine: MachineView }) {
  const { t } = useTranslation(['help', 'state'])
  const format = useFormat()
  const parts = (list: readonly string[]) => format.list(list.map((item) => t(`part.${item}`)))
  return (
    <Table
      caption={t('steps')}
      captionHidden
      head={[t('column.step'), t('column.from'), t('column.to'), t('column.by'), t('column.tells')]}
      rows={transitions.map(({ from, to, verb, by, notifies, guard, deadline }, index) => ({
        key: `${from} ${verb}`,
        cells: [
          <span key="verb">
            {index + 1}. {t(`verb.${verb}`)}
            {guard && <span className="block text-sm text-muted">{t(`guard.${guard}`)}</span>}
            {deadline && (
              <span className="block text-sm text-muted">{t(`deadline.${deadline}`)}</span>
            )}
          </span>,
          <State key="from" noun={noun} state={from} />,
          <State key="to" noun={noun} state={to} />,
          parts(by),
          parts(notifies),
        ],
      }))}
    />
  )
}
