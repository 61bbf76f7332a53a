import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Due, type Moment, Money } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'

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
        rows={threads.map((thread) => ({
          key: thread.id,
          cells: [
            <Link key="title" to={`/threads/${thread.id}/assign`} className="prose-link">
              {thread.title}
            </Link>,
            <Money key="amount" fen={thread.amountFen} />,
            thread.branch,
            format.person(thread.officer),
            <State key="state" noun="thread" state={thread.state} />,
            thread.dueAt && <Due key="due" at={thread.dueAt} />,
          ],
        }))}
      />
    </Section>
  )
}
