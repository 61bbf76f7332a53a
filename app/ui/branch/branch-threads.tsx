import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Due, type Moment, Money } from '../blocks/figures.tsx'
import { Section } from '../blocks/page.tsx'
import { State } from '../blocks/state.tsx'
import { Table } from '../blocks/table.tsx'
import { useFormat } from '../blocks/use-format.ts'

export interface BranchThread {
  id: string
  state: string
  dueAt: Moment | null
  title: string
  amountFen: number
  branch: string
  officer: string | null
}

/** What the branches work on; the title leads to giving it to somebody else. */
export function BranchThreads({ threads }: { threads: readonly BranchThread[] }) {
  const { t } = useTranslation('staff')
  const format = useFormat()
  return (
    <Section title={t('branches.threads')}>
      <Table
        caption={t('branches.threads')}
        captionHidden
        head={[
          t('branches.thread'),
          { label: t('branches.amount'), align: 'end' },
          t('branches.branch'),
          t('branches.officer'),
          t('branches.state'),
          t('branches.due'),
        ]}
        rows={threads.map((one) => ({
          key: one.id,
          cells: [
            <Link key="title" to={`/threads/${one.id}/assign`} className="prose-link">
              {one.title}
            </Link>,
            <Money key="amount" fen={one.amountFen} />,
            one.branch,
            format.person(one.officer),
            <State key="state" noun="thread" state={one.state} />,
            one.dueAt && <Due key="due" at={one.dueAt} />,
          ],
        }))}
      />
    </Section>
  )
}
