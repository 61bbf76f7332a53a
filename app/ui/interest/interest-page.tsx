import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Card, Page, Section } from '../components/page.tsx'
import { Course, State } from '../components/state.tsx'
import { Conversation, type ConversationProps } from '../conversation/conversation.tsx'
import { History, type HistoryStep } from '../financing/history.tsx'
import { NextStep, type NextStepProps } from './next-step.tsx'
import { type KeptTermsView, TermsHistory } from './terms.tsx'

export interface InterestPageProps {
  interest: {
    state: string
    listing: { id: string; title: string }
    owner: { id: string; name: string } | null
    guest: { id: string; name: string }
    note: string
    reason: string | null
  }
  step: NextStepProps
  terms: readonly KeptTermsView[]
  history: readonly HistoryStep[]
  conversation: ConversationProps | null
  course: readonly string[]
}

/** Two organisations over one listing: the next action, what was offered, what was said; on a phone the action first. */
export function InterestPage(props: InterestPageProps) {
  const { t } = useTranslation('interest')
  const { interest, step, terms, history, conversation, course } = props
  return (
    <Page title={interest.listing.title} lead={<Sides interest={interest} />} wide>
      {course.includes(interest.state) && (
        <Course noun="interest" states={course} current={interest.state} />
      )}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <aside className="flex flex-col gap-6 lg:order-last">
          <NextStep {...step} />
          <Section title={t('course')}>
            {interest.reason && (
              <p className="mb-3">{t('reason_given', { reason: interest.reason })}</p>
            )}
            <History noun="interest" steps={history} />
          </Section>
        </aside>
        <div className="flex min-w-0 flex-col gap-6">
          {terms.length > 0 && (
            <Section title={t('terms')}>
              <TermsHistory terms={terms} unit={step.unit} onTable={step.onTable !== null} />
            </Section>
          )}
          <Section title={t('note')}>
            <Card>
              <p className="mb-1 text-sm text-muted">{interest.guest.name}</p>
              <p className="max-w-reading whitespace-pre-line">{interest.note}</p>
            </Card>
          </Section>
          {conversation && <Conversation conversation={conversation} />}
        </div>
      </div>
    </Page>
  )
}

function Sides({ interest }: { interest: InterestPageProps['interest'] }) {
  const { t } = useTranslation(['interest', 'listing'])
  const { owner, guest, listing, state } = interest
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {owner ? (
        <Link to={`/organizations/${owner.id}`} className="prose-link">
          {owner.name}
        </Link>
      ) : (
        <span>{t('listing:anonymous_owner')}</span>
      )}
      <span aria-hidden>×</span>
      <Link to={`/organizations/${guest.id}`} className="prose-link">
        {guest.name}
      </Link>
      <State noun="interest" state={state} />
      <Link to={`/listings/${listing.id}`} className="prose-link">
        {t('listing')}
      </Link>
    </span>
  )
}
