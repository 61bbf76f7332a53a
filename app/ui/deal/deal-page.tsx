import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Page, Section } from '../components/page.tsx'
import { Course, State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
import { Conversation, type ConversationProps } from '../conversation/conversation.tsx'
import { History, type HistoryStep } from '../financing/history.tsx'
import { DealStep, type DealStepProps, Settle } from './next-step.tsx'
import { Amounts, type AmountsView, Said } from './said.tsx'

export interface DealPageProps {
  deal: AmountsView & {
    state: string
    title: string
    origin: string
    interestId: string | null
    buyer: { id: string; name: string }
    seller: { id: string; name: string }
    reason: string | null
  }
  step: DealStepProps
  settles: boolean
  history: readonly HistoryStep[]
  conversation: ConversationProps | null
  course: readonly string[]
}

/** What came of it: three amounts apart, who said what, the next step; on a phone the step comes first. */
export function DealPage(props: DealPageProps) {
  const { t } = useTranslation('deal')
  const { deal, step, settles, history, conversation, course } = props
  return (
    <Page title={deal.title} lead={<Lead deal={deal} />} wide>
      <Course noun="deal" states={course} current={deal.state} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <aside className="flex flex-col gap-6 lg:order-last">
          {settles && <Settle start={step.said.at(-1)?.amountFen ?? deal.intentFen} />}
          {step.side && <DealStep {...step} />}
          <Section title={t('course')}>
            {deal.reason && <p className="mb-3">{t('reason_given', { reason: deal.reason })}</p>}
            <History noun="deal" steps={history} />
          </Section>
        </aside>
        <div className="flex min-w-0 flex-col gap-6">
          <Amounts amounts={deal} />
          <Said said={step.said} />
          {conversation && <Conversation conversation={conversation} />}
        </div>
      </div>
    </Page>
  )
}

function Lead({ deal }: { deal: DealPageProps['deal'] }) {
  const { t } = useTranslation('deal')
  const format = useFormat()
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>
        {format.labelled(t('buyer'))}{' '}
        <Link to={`/organizations/${deal.buyer.id}`} className="prose-link">
          {deal.buyer.name}
        </Link>
      </span>
      <span>
        {format.labelled(t('seller'))}{' '}
        <Link to={`/organizations/${deal.seller.id}`} className="prose-link">
          {deal.seller.name}
        </Link>
      </span>
      <State noun="deal" state={deal.state} />
      <span>{t(`origin.${deal.origin}`)}</span>
      {deal.interestId && (
        <Link to={`/interests/${deal.interestId}`} className="prose-link">
          {t('interest')}
        </Link>
      )}
    </span>
  )
}
