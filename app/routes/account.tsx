import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { newPasswordSchema, personNameSchema } from '#app/domain/account/account.ts'
import { getProfile, listMemberships, listSignIns } from '#app/domain/account/read.server.ts'
import {
  changePassword,
  renamePerson,
  revokeOtherSignIns,
  revokeSignIn,
} from '#app/domain/account/write.server.ts'
import { findFeed } from '#app/domain/deadline-calendar/read.server.ts'
import { makeFeed, revokeFeed } from '#app/domain/deadline-calendar/write.server.ts'
import { listOwnJoinRequests } from '#app/domain/membership/read.server.ts'
import { withdrawJoin } from '#app/domain/membership/write.server.ts'
import { listOwnApplications } from '#app/domain/standing/read.server.ts'
import { withdrawApplication } from '#app/domain/standing/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { signedOutHeaders } from '#app/http/cookie.ts'
import { originOf } from '#app/http/origin.ts'
import { act, intent, load } from '#app/http/route.ts'
import { CalendarFeed } from '#app/ui/account/calendar-feed.tsx'
import { MyApplications } from '#app/ui/account/my-applications.tsx'
import { MyOrganizations } from '#app/ui/account/my-organizations.tsx'
import { ChangePassword, Profile } from '#app/ui/account/profile.tsx'
import { SignIns } from '#app/ui/account/sign-ins.tsx'
import { LinkButton } from '#app/ui/components/button.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'

export const handle = { access: 'person', title: 'people:account.title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, vault }) => {
  const [profile, signIns, organizations, applications, joins, feedSince] = await Promise.all([
    getProfile(db, vault, actor.personId),
    listSignIns(db, actor, db.now()),
    listMemberships(db, actor.personId),
    listOwnApplications(db, actor.personId),
    listOwnJoinRequests(db, actor.personId),
    findFeed(db, actor.personId),
  ])
  return {
    profile,
    signIns,
    organizations: organizations.map(({ id, name, kind, standing, roles }) => ({
      id,
      name,
      kind,
      standing,
      roles,
    })),
    applications,
    joins,
    feedSince,
  }
})

const id = z.uuid()

export const action = act(handle.access, 'form', {
  rename: intent(z.object({ name: personNameSchema }), async ({ value, actor, db }) => {
    await renamePerson(db, actor, value.name)
    return { done: 'saved' }
  }),
  change_password: intent(
    z.object({ current_password: z.string(), password: newPasswordSchema }),
    async ({ value, actor, db, limits }) => {
      await limits.consume('code_try', actor.personId)
      await changePassword(db, actor, { current: value.current_password, password: value.password })
      return { done: 'password_changed' }
    },
  ),
  end_sign_in: intent(z.object({ id }), async ({ value, actor, db, url, env }) => {
    await revokeSignIn(db, actor, value.id)
    if (value.id !== actor.signInId) return { done: 'sign_in_ended' }
    return redirect('/', { headers: signedOutHeaders(url, env) })
  }),
  end_others: intent(z.object({}), async ({ actor, db }) => {
    await revokeOtherSignIns(db, actor)
    return { done: 'others_ended' }
  }),
  withdraw: intent(z.object({ id }), async ({ value, actor, db }) => {
    await withdrawApplication(db, actor, value.id)
    return { done: 'withdrawn' }
  }),
  make_feed: intent(z.object({}), async ({ actor, db, env }) => {
    const token = await makeFeed(db, actor)
    return { done: 'feed_made', show: { feed: `${originOf(env)}/calendar/${token}.ics` } }
  }),
  revoke_feed: intent(z.object({}), async ({ actor, db }) => {
    await revokeFeed(db, actor)
    return { done: 'feed_revoked' }
  }),
  withdraw_join: intent(z.object({ id }), async ({ value, actor, db }) => {
    await withdrawJoin(db, actor, value.id)
    return { done: 'withdrawn' }
  }),
})

export default function Account() {
  const { t } = useTranslation(['people', 'factor', 'notification', 'api', 'privacy'])
  const { profile, signIns, organizations, applications, joins, feedSince } =
    useLoaderData<typeof loader>()
  return (
    <Page title={t('account.title')}>
      <MyOrganizations organizations={organizations} />
      <MyApplications applications={applications} joins={joins} />
      <Profile profile={profile} />
      <Section
        title={t('factor:title')}
        actions={
          <>
            <LinkButton to="/account/security" size="s">
              {t('account.security')}
            </LinkButton>
            <LinkButton to="/account/tokens" size="s">
              {t('api:token.link')}
            </LinkButton>
            <LinkButton to="/account/notices" size="s">
              {t('notification:choose')}
            </LinkButton>
          </>
        }
      >
        <p className="text-muted">{t('factor:lead')}</p>
      </Section>
      <Section
        title={t('privacy:own.title')}
        actions={
          <LinkButton to="/account/privacy" size="s">
            {t('privacy:own.copy')}
          </LinkButton>
        }
      >
        <p className="text-muted">{t('privacy:own.lead')}</p>
      </Section>
      <CalendarFeed since={feedSince} />
      <SignIns signIns={signIns} />
      <ChangePassword />
    </Page>
  )
}
