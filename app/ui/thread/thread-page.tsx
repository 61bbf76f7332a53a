import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { EligibilitySummary } from '#app/domain/eligibility/eligibility.ts'
import { LinkButton } from '../components/button.tsx'
import type { Moment } from '../components/formatted-values.tsx'
import { Page, Section } from '../components/page.tsx'
import { Course, State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'
import type { ConsentView } from '../consent/consent-facts.tsx'
import { ThreadConsents } from '../consent/thread-consents.tsx'
import { Conversation, type ConversationProps } from '../conversation/conversation.tsx'
import { EligibilitySummaryList } from '../eligibility/eligibility-list.tsx'
import { History, type HistoryStep } from '../financing/history.tsx'
import { type DetailView, PrivateDetail } from '../request/private-detail.tsx'
import { RequestFacts, type RequestView } from '../request/request-facts.tsx'
import { DisbursementFacts, type Disbursements } from './disbursement.tsx'
import { NextAction } from './next-action.tsx'
import type { NextActionProps } from './step-parts.tsx'
import { type KeptTermsView, TermsHistory } from './terms.tsx'

export interface ThreadPageProps {
  thread: {
    state: string
    origin: string
    side: 'institution' | 'enterprise' | null
    dueAt: Moment | null
    officer: string | null
    reason: string | null
    reasonCode: string | null
    request: { id: string; title: string; amountFen: number; termMonths: number }
    enterprise: { id: string; name: string }
    institution: { id: string; name: string }
    eligibility: readonly EligibilitySummary[] | null
  }
  request: RequestView
  detail: DetailView | null
  history: readonly HistoryStep[]
  terms: readonly KeptTermsView[]
  onTable: NextActionProps['onTable']
  disbursements: Disbursements
  binds: boolean
  /** May give the thread to somebody else. */
  assigns: boolean
  usualValidity: string
  course: readonly string[]
  conversation: ConversationProps | null
  consents: readonly ConsentView[]
}

/** Left the facts, in the middle the course, at the right the next action; on a phone the action comes first. */
export function ThreadPage(props: ThreadPageProps) {
  const { t } = useTranslation(['thread', 'staff'])
  const { thread, request, detail, history, terms, disbursements, course, conversation } = props
  return (
    <Page
      title={thread.request.title}
      lead={<Sides {...thread} />}
      actions={
        props.assigns && (
          <LinkButton to="assign" variant="quiet" size="s">
            {t('staff:assign.link')}
          </LinkButton>
        )
      }
      wide
    >
      {course.includes(thread.state) && (
        <Course noun="thread" states={course} current={thread.state} />
      )}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <aside className="flex flex-col gap-6 lg:order-last">
          <NextAction
            {...props}
            side={thread.side}
            state={thread.state}
            dueAt={thread.dueAt}
            asked={{ ...thread.request, guarantees: request.guarantees }}
          />
          <Section title={t('course')}>
            <Reason {...thread} />
            <History noun="thread" steps={history} />
          </Section>
        </aside>
        <div className="flex min-w-0 flex-col gap-6">
          {terms.length > 0 && (
            <Section title={t('offers')}>
              <TermsHistory terms={terms} />
            </Section>
          )}
          {disbursements.length > 0 && thread.state !== 'accepted' && (
            <Section title={t('disburse_title')}>
              <DisbursementFacts disbursements={disbursements} />
            </Section>
          )}
          {conversation && <Conversation conversation={conversation} />}
          <Section title={t('facts')}>
            <div className="flex flex-col gap-4">
              {thread.eligibility && <EligibilitySummaryList summary={thread.eligibility} />}
              <ThreadConsents {...props} />
              {detail && <PrivateDetail detail={detail} own={thread.side === 'enterprise'} />}
              <RequestFacts request={request} />
            </div>
          </Section>
        </div>
      </div>
    </Page>
  )
}

function Sides({
  state,
  origin,
  officer,
  enterprise,
  institution,
  request,
}: ThreadPageProps['thread']) {
  const { t } = useTranslation('thread')
  const format = useFormat()
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link to={`/organizations/${enterprise.id}`} className="prose-link">
        {enterprise.name}
      </Link>
      <span aria-hidden>×</span>
      <Link to={`/organizations/${institution.id}`} className="prose-link">
        {institution.name}
      </Link>
      <State noun="thread" state={state} />
      <span>{t(`origins.${origin}`)}</span>
      {officer !== null && <span>{format.labelled(t('officer'), format.person(officer))}</span>}
      <Link to={`/requests/${request.id}`} className="prose-link">
        {t('request')}
      </Link>
    </span>
  )
}

function Reason({ reason, reasonCode }: ThreadPageProps['thread']) {
  const { t } = useTranslation('thread')
  const format = useFormat()
  if (!reasonCode) return null
  return (
    <p className="mb-3">
      {reason
        ? format.labelled(t(`decline_reasons.${reasonCode}`), reason)
        : t(`decline_reasons.${reasonCode}`)}
    </p>
  )
}
