import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { mayDecide } from '#app/domain/standing/policy.ts'
import { openCase } from '#app/domain/standing/read.server.ts'
import { remarksSchema } from '#app/domain/standing/standing.ts'
import {
  deregisterOrganization,
  rejectApplication,
  restoreOrganization,
  returnApplication,
  suspendOrganization,
  verifyApplication,
} from '#app/domain/standing/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Card, Page, Section } from '#app/ui/components/page.tsx'
import { ApplicationCard } from '#app/ui/standing/application-card.tsx'
import { OrganizationFacts } from '#app/ui/standing/facts.tsx'
import { History } from '#app/ui/standing/history.tsx'
import { KeepOrder } from '#app/ui/standing/keep-order.tsx'

export const handle = { access: 'officer', title: 'people:queue.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, vault, params }) => {
  const id = idParam(params)
  const { organization, applications, history } = await openCase(db, vault, actor, id)
  return {
    organization,
    history,
    applications: applications.map(({ applicantId, appealedFrom, ...shown }) => ({
      ...shown,
      decidable: mayDecide(actor, { organizationId: id, applicantId, appealedFrom }),
    })),
  }
})

const decided = { id: z.uuid(), version: z.coerce.number().int() }
const reasoned = z.object({ reason: remarksSchema })

export const action = act(handle.access, 'form', {
  verify: intent(z.object(decided), async ({ value, actor, db }) => {
    await verifyApplication(db, actor, value)
    return { done: 'verified' }
  }),
  return: intent(z.object({ ...decided, remarks: remarksSchema }), async ({ value, actor, db }) => {
    await returnApplication(db, actor, value)
    return { done: 'returned' }
  }),
  reject: intent(z.object({ ...decided, reason: remarksSchema }), async ({ value, actor, db }) => {
    await rejectApplication(db, actor, value)
    return { done: 'rejected' }
  }),
  suspend: intent(reasoned, async ({ value, actor, db, params }) => {
    await suspendOrganization(db, actor, idParam(params), value.reason)
    return { done: 'suspended' }
  }),
  restore: intent(reasoned, async ({ value, actor, db, params }) => {
    await restoreOrganization(db, actor, idParam(params), value.reason)
    return { done: 'restored' }
  }),
  deregister: intent(reasoned, async ({ value, actor, db, params }) => {
    await deregisterOrganization(db, actor, idParam(params), value.reason)
    return { done: 'deregistered' }
  }),
})

export default function Case() {
  const { t } = useTranslation('people')
  const { organization, applications, history } = useLoaderData<typeof loader>()
  const owned = organization.standing === 'verified' || organization.standing === 'suspended'
  return (
    <Page
      title={organization.name}
      wide
      lead={
        <Link to="/bureau/standing" className="prose-link">
          {t('case.back')}
        </Link>
      }
    >
      <div className="grid gap-8 lg:grid-cols-[3fr_2fr]">
        <div className="flex min-w-0 flex-col gap-8">
          <Section title={t('case.applications')}>
            {applications.length === 0 && <p className="text-muted">{t('case.none')}</p>}
            <ul className="flex flex-col gap-4">
              {applications.map((item) => (
                <ApplicationCard key={item.id} application={item} owned={owned} />
              ))}
            </ul>
          </Section>
          <KeepOrder standing={organization.standing} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <Section title={t('standing.facts')}>
            <Card>
              <OrganizationFacts facts={organization} />
            </Card>
          </Section>
          <History steps={history} />
        </div>
      </div>
    </Page>
  )
}
