import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Due, type Moment } from '../components/formatted-values.tsx'
import { Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'

export interface DeskItemView {
  what: string
  title: string
  other: string | null
  to: string
  state: { noun: string; state: string } | null
  due: Moment | null
}

export interface DeskView {
  mine: readonly DeskItemView[]
  others: readonly DeskItemView[]
  late: readonly DeskItemView[]
}

/** The three lists: what waits for me, what waits for others, what is late. */
export function DeskLists({ desk }: { desk: DeskView }) {
  const { t } = useTranslation('desk')
  return (
    <div className="grid items-start gap-6 lg:grid-cols-3">
      {(['mine', 'others', 'late'] as const).map((list) => (
        <Section key={list} title={`${t(list)} ${desk[list].length}`}>
          <DeskList items={desk[list]} empty={t(`${list}_empty`)} late={list === 'late'} />
        </Section>
      ))}
    </div>
  )
}

function DeskList({
  items,
  empty,
  late,
}: {
  items: readonly DeskItemView[]
  empty: string
  late: boolean
}) {
  const { t } = useTranslation('desk')
  if (items.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line px-4 py-6 text-center text-muted">
        {empty}
      </p>
    )
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
      {items.map(({ what, title, other, to, state, due }) => (
        <li key={`${what} ${to}`}>
          <Link
            to={to}
            data-row-link={late ? undefined : ''}
            className="flex flex-col gap-0.5 px-4 py-3 text-ink no-underline hover:bg-plane"
          >
            <span className="font-medium">{title}</span>
            <span className="flex flex-wrap items-center justify-between gap-x-3 text-sm text-muted">
              <span>{[t(`what.${what}`), other].filter(Boolean).join(' · ')}</span>
              {state && <State noun={state.noun} state={state.state} />}
            </span>
            {due && <Due at={due} className="text-sm" />}
          </Link>
        </li>
      ))}
    </ul>
  )
}
