import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { headSchema, mayLinkBranches } from '#app/domain/branch/branch.ts'
import { getBranches, listBranchThreads } from '#app/domain/branch/read.server.ts'
import { askHeadOffice, moveBranchLink } from '#app/domain/branch/write.server.ts'
import { topic } from '#app/domain/events.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { BranchThreads } from '#app/ui/branch/branch-threads.tsx'
import { Branches, HeadOffice } from '#app/ui/branch/links.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'

export const handle = { access: 'institution', title: 'staff:branches.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db }) => {
  const [links, threads] = await Promise.all([getBranches(db, actor), listBranchThreads(db, actor)])
  return {
    ...links,
    threads,
    owner: mayLinkBranches(actor),
    topic: topic.desk(actor.organization.id),
  }
})

const id = z.uuid()

export const action = act(handle.access, 'form', {
  ask: intent(headSchema, async ({ value, actor, db }) => {
    await askHeadOffice(db, actor, value.uscc)
    return { done: 'branch_asked' }
  }),
  accept: intent(z.object({ id }), async ({ value, actor, db }) => {
    await moveBranchLink(db, actor, value.id, 'accept')
    return { done: 'branch_accepted' }
  }),
  decline: intent(z.object({ id }), async ({ value, actor, db }) => {
    await moveBranchLink(db, actor, value.id, 'decline')
    return { done: 'refused' }
  }),
  withdraw: intent(z.object({ id }), async ({ value, actor, db }) => {
    await moveBranchLink(db, actor, value.id, 'withdraw')
    return { done: 'withdrawn' }
  }),
  end: intent(z.object({ id }), async ({ value, actor, db }) => {
    await moveBranchLink(db, actor, value.id, 'end')
    return { done: 'branch_ended' }
  }),
})

export default function BranchesPage() {
  const { t } = useTranslation('staff')
  const { head, branches, threads, owner, topic: name } = useLoaderData<typeof loader>()
  useTopic(name)
  return (
    <Page title={t('branches.title')} lead={t('branches.lead')} wide>
      {branches.length > 0 && <Branches branches={branches} owner={owner} />}
      {threads.length > 0 && <BranchThreads threads={threads} />}
      {branches.length === 0 && <HeadOffice head={head} owner={owner} />}
    </Page>
  )
}
