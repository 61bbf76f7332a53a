import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { noticeCategories } from '#app/domain/event.ts'
import { preferencesSchema } from '#app/domain/notice/preferences.ts'
import { listChoices, readReach } from '#app/domain/notice/read.server.ts'
import { chooseNotices } from '#app/domain/notice/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { devMailFolder } from '#app/http/dev-mail-folder.ts'
import { act, intent, load } from '#app/http/route.ts'
import { OutboxNote } from '#app/ui/account/outbox-note.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { Preferences } from '#app/ui/notice/preferences.tsx'

export const handle = { access: 'person', title: 'notification:choose' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, messenger }) => {
  const reach = await readReach(db, actor.personId)
  const choices = await listChoices(db, actor.personId, reach)
  return { choices, reach, outbox: devMailFolder({ messenger }) }
})

export const action = act(handle.access, 'form', {
  choose: intent(preferencesSchema, async ({ value, actor, db }) => {
    const choices = Object.fromEntries(
      noticeCategories.map((topic) => [
        topic,
        { mail: value[`${topic}_mail`], sms: value[`${topic}_sms`] },
      ]),
    )
    await chooseNotices(db, actor, choices as Parameters<typeof chooseNotices>[2])
    return { done: 'saved' }
  }),
})

export default function NoticePreferences() {
  const { t } = useTranslation('notification')
  const { choices, reach, outbox } = useLoaderData<typeof loader>()
  return (
    <Page title={t('choose')} lead={t('lead')}>
      <OutboxNote folder={outbox} />
      <Preferences choices={choices} reach={reach} />
    </Page>
  )
}
