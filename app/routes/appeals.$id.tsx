import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { isBureau } from '#app/domain/actor.ts'
import { appealReasonSchema } from '#app/domain/appeal/appeal.ts'
import { getAppeal } from '#app/domain/appeal/read.server.ts'
import { dismissAppeal, upholdAppeal, withdrawAppeal } from '#app/domain/appeal/write.server.ts'
import { topic } from '#app/domain/events.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { RefusalFacts } from '#app/ui/appeal/refusal-facts.tsx'
import { SubjectLink } from '#app/ui/appeal/subject-link.tsx'
import { Verdict } from '#app/ui/appeal/verdict.tsx'
import { Banner } from '#app/ui/components/banner.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Due, Instant } from '#app/ui/components/formatted-values.tsx'
import { Card, Facts, Page, Section } from '#app/ui/components/page.tsx'
import { State } from '#app/ui/components/state.tsx'
import { History } from '#app/ui/financing/history.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = { access: 'signed_in', title: 'appeal:open' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => ({
  appeal: await getAppeal(db, actor, idParam(params)),
  officer: isBureau(actor, 'officer'),
}))

const verdict = z.object({ version: z.coerce.number().int(), reason: appealReasonSchema })

export const action = act(handle.access, 'form', {
  uphold: intent(verdict, async ({ value, actor, db, params }) => {
    if (!isBureau(actor, 'officer')) throw refuse('forbidden', 'appeal_decide')
    await upholdAppeal(db, actor, { id: idParam(params), ...value })
    return { done: 'appeal_upheld' }
  }),
  dismiss: intent(verdict, async ({ value, actor, db, params }) => {
    if (!isBureau(actor, 'officer')) throw refuse('forbidden', 'appeal_decide')
    await dismissAppeal(db, actor, { id: idParam(params), ...value })
    return { done: 'appeal_dismissed' }
  }),
  withdraw: intent(z.object({}), async ({ actor, db, params }) => {
    await withdrawAppeal(db, actor, idParam(params))
    return { done: 'withdrawn' }
  }),
})

export default function AppealPage() {
  const { t } = useTranslation('appeal')
  const { appeal, officer } = useLoaderData<typeof loader>()
  useTopic(topic.appeal(appeal.id))
  return (
    <Page
      title={t('title', { title: appeal.title })}
      lead={<State noun="appeal" state={appeal.state} />}
    >
      {appeal.decision && (
        <Banner tone={appeal.state === 'upheld' ? 'success' : 'warning'} title={t('decision')}>
          {appeal.decision}
        </Banner>
      )}
      <Card>
        <Facts
          items={[
            { label: t('organization'), value: appeal.organization },
            {
              label: t('subject'),
              value: <SubjectLink subject={appeal.subject} title={appeal.title} />,
            },
            { label: t('reason'), value: appeal.reason },
            { label: t('at'), value: <Instant at={appeal.at} /> },
            { label: t('due'), value: appeal.dueAt && <Due at={appeal.dueAt} /> },
          ]}
        />
      </Card>
      <RefusalFacts kind={appeal.subject.kind} refusal={appeal.refusal} />
      {appeal.decidable && <Verdict version={appeal.version} />}
      {officer && appeal.state === 'raised' && !appeal.decidable && (
        <Banner>{t('not_yours')}</Banner>
      )}
      {appeal.withdrawable && (
        <ActionForm
          intent="withdraw"
          submitLabel={t('withdraw')}
          submitVariant="secondary"
          inline
        />
      )}
      <Section title={t('history')}>
        <History noun="appeal" steps={appeal.history} />
      </Section>
    </Page>
  )
}
