import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { contactSchema } from '#app/domain/account/account.ts'
import { mayLinkBranches } from '#app/domain/branch/branch.ts'
import { delegationSchema } from '#app/domain/delegation/delegation.ts'
import { listDelegations } from '#app/domain/delegation/read.server.ts'
import { delegate, revokeDelegation } from '#app/domain/delegation/write.server.ts'
import { rolesOf, rolesSchema } from '#app/domain/membership/membership.ts'
import { mayInvite, mayManageMembers } from '#app/domain/membership/policy.ts'
import {
  listInvitations,
  listJoinRequests,
  listMembers,
} from '#app/domain/membership/read.server.ts'
import {
  changeRoles,
  decideGrant,
  decideJoin,
  inviteMember,
  listGrants,
  revokeInvitation,
  withdrawGrant,
} from '#app/domain/membership/write.server.ts'
import { listGuarded } from '#app/domain/mfa/read.server.ts'
import { resetFactors } from '#app/domain/mfa/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import { getFacts } from '#app/domain/standing/read.server.ts'
import { dayOf } from '#app/domain/time/working-days.ts'
import { mayManageWebhooks } from '#app/domain/webhook/policy.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { devMailFolder } from '#app/http/dev-mail-folder.ts'
import { originOf } from '#app/http/origin.ts'
import { act, intent, load } from '#app/http/route.ts'
import { OutboxNote } from '#app/ui/account/outbox-note.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Delegations } from '#app/ui/membership/delegations.tsx'
import { Grants } from '#app/ui/membership/grants.tsx'
import { Invitations } from '#app/ui/membership/invitations.tsx'
import { Invite } from '#app/ui/membership/invite.tsx'
import { JoinRequests } from '#app/ui/membership/join-requests.tsx'
import { Members } from '#app/ui/membership/members.tsx'

export const handle = { access: 'member', title: 'people:members.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, vault, messenger }) => {
  const organizationId = actor.organization.id
  const manages = mayManageMembers(actor, organizationId)
  const bureau = actor.organization.kind === 'bureau'
  const [organization, members, invitations, joins, delegations, grants] = await Promise.all([
    getFacts(db, organizationId),
    listMembers(db, actor, organizationId),
    manages ? listInvitations(db, vault, { organizationId, at: db.now() }) : [],
    manages ? listJoinRequests(db, organizationId) : [],
    listDelegations(db, actor, db.now()),
    manages && bureau ? listGrants(db, actor, { organizationId, at: db.now() }) : [],
  ])
  const guarded = await listGuarded(db, manages ? members.map(({ personId }) => personId) : [])
  return {
    name: organization.name,
    roles: rolesOf(organization.kind),
    /** What somebody may hold from the day they come in. */
    entryRoles: bureau ? (['member'] as const) : rolesOf(organization.kind),
    bureau,
    grants,
    manages,
    members: members.map(({ personId, ...member }) => ({
      ...member,
      guarded: manages ? guarded.has(personId) : null,
    })),
    invitations,
    joins,
    delegations,
    colleagues: members.map(({ personId, name, own }) => ({ personId, name, own })),
    today: dayOf(db.now()),
    branches: organization.kind === 'institution' && mayLinkBranches(actor),
    webhooks: mayManageWebhooks(actor),
    invites: mayInvite(actor, { id: organization.id, roles: [] }),
    outbox: manages ? devMailFolder({ messenger }) : null,
  }
})

const id = z.uuid()
/** One ticked box arrives as a text, several as a list. */
const rolesField = z.preprocess((value) => (value === undefined ? [] : [value].flat()), rolesSchema)

export const action = act(handle.access, 'form', {
  invite: intent(
    z.object({ contact: contactSchema, roles: rolesField }),
    async ({ value, actor, db, vault, limits, env }) => {
      await limits.consume('invite', actor.personId)
      const origin = originOf(env)
      const { token } = await inviteMember(db, vault, actor, { ...value, origin })
      return { done: 'invited', show: { link: `${origin}/invitations/${token}` } }
    },
  ),
  revoke: intent(z.object({ id }), async ({ value, actor, db }) => {
    await revokeInvitation(db, actor, value.id)
    return { done: 'invitation_revoked' }
  }),
  change_roles: intent(z.object({ id, roles: rolesField }), async ({ value, actor, db }) => {
    const { pending } = await changeRoles(db, actor, { membershipId: value.id, roles: value.roles })
    return { done: pending ? 'grant_asked' : 'roles_changed' }
  }),
  confirm_grant: intent(z.object({ id }), async ({ value, actor, db }) => {
    await decideGrant(db, actor, { id: value.id, agree: true })
    return { done: 'grant_confirmed' }
  }),
  refuse_grant: intent(z.object({ id }), async ({ value, actor, db }) => {
    await decideGrant(db, actor, { id: value.id, agree: false })
    return { done: 'grant_refused' }
  }),
  withdraw_grant: intent(z.object({ id }), async ({ value, actor, db }) => {
    await withdrawGrant(db, actor, value.id)
    return { done: 'grant_withdrawn' }
  }),
  delegate: intent(delegationSchema, async ({ value, actor, db, limits }) => {
    await limits.consume('invite', actor.personId)
    await delegate(db, actor, value)
    return { done: 'delegated' }
  }),
  revoke_delegation: intent(z.object({ id }), async ({ value, actor, db }) => {
    await revokeDelegation(db, actor, value.id)
    return { done: 'delegation_revoked' }
  }),
  reset_factors: intent(z.object({ id }), async ({ value, actor, db, vault }) => {
    const members = await listMembers(db, actor, actor.organization.id)
    const member = members.find((member) => member.id === value.id)
    if (!member) throw refuse('missing', 'missing')
    await resetFactors(db, vault, actor, member.personId)
    return { done: 'factors_reset' }
  }),
  let_in: intent(z.object({ id, roles: rolesField }), async ({ value, actor, db }) => {
    await decideJoin(db, actor, value)
    return { done: 'let_in' }
  }),
  decline: intent(z.object({ id }), async ({ value, actor, db }) => {
    await decideJoin(db, actor, { id: value.id, roles: null })
    return { done: 'join_declined' }
  }),
})

export default function MembersPage() {
  const { t } = useTranslation(['people', 'staff', 'webhook'])
  const data = useLoaderData<typeof loader>()
  const { name, roles, manages, members, invitations, joins, outbox } = data
  const reply = useActionData() as { show?: { link?: string } } | undefined
  return (
    <Page
      title={t('members.title')}
      lead={t('members.lead', { name })}
      actions={
        <>
          {data.branches && <LinkButton to="/branches">{t('staff:branches.title')}</LinkButton>}
          {data.webhooks && <LinkButton to="/webhooks">{t('webhook:link')}</LinkButton>}
        </>
      }
    >
      <OutboxNote folder={outbox} />
      {joins.length > 0 && <JoinRequests requests={joins} roles={data.entryRoles} />}
      {data.grants.length > 0 && <Grants grants={data.grants} />}
      <Members members={members} roles={roles} manages={manages} />
      <Delegations
        delegations={data.delegations}
        colleagues={data.colleagues}
        manages={manages}
        today={data.today}
      />
      {data.invites && (
        <Invite roles={data.entryRoles} bureau={data.bureau} link={reply?.show?.link ?? null} />
      )}
      {invitations.length > 0 && <Invitations invitations={invitations} />}
    </Page>
  )
}
