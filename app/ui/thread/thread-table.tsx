import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Due, type Moment, Money } from '../components/formatted-values.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'

export interface ListedThreadView {
  id: string
  state: string
  dueAt: Moment | null
  request: { title: string; amountFen: number }
  enterprise: { name: string }
  institution: { name: string }
  turn: 'institution' | 'enterprise' | 'both' | null
}

/** Threads in the order of their deadlines; `side` is whose desk it is. */
export function ThreadTable({
  threads,
  side,
}: {
  threads: readonly ListedThreadView[]
  side: 'institution' | 'enterprise' | null
}) {
  const { t } = useTranslation('thread')
  const other = side === 'institution' ? 'enterprise' : 'institution'
  return (
    <Table
      caption={t('list_title')}
      captionHidden
      head={[
        t('request'),
        t(other),
        { label: t('request_amount'), align: 'end' },
        t('state'),
        t('turn'),
        t('due'),
      ]}
      rows={threads.map((thread) => ({
        key: thread.id,
        cells: [
          <Link key="title" to={`/threads/${thread.id}`} className="prose-link" data-row-link>
            {thread.request.title}
          </Link>,
          thread[other].name,
          <Money key="amount" fen={thread.request.amountFen} />,
          <State key="state" noun="thread" state={thread.state} />,
          <Turn key="turn" turn={thread.turn} side={side} />,
          thread.dueAt && <Due key="due" at={thread.dueAt} />,
        ],
      }))}
    />
  )
}

function Turn({
  turn,
  side,
}: {
  turn: ListedThreadView['turn']
  side: 'institution' | 'enterprise' | null
}) {
  const { t } = useTranslation('thread')
  const format = useFormat()
  if (turn === null) return <span className="text-muted">{t('turns.over')}</span>
  if (side === null)
    return (
      <>
        {turn === 'both'
          ? format.list([t('turns.institution'), t('turns.enterprise')])
          : t(`turns.${turn}`)}
      </>
    )
  const mine = turn === 'both' || turn === side
  return (
    <span className={mine ? 'font-medium' : 'text-muted'}>
      {t(mine ? 'turns.me' : 'turns.other')}
    </span>
  )
}
