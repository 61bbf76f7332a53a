import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { topic } from '#app/domain/events.ts'
import { listSavedSearches } from '#app/domain/saved-search/read.server.ts'
import { savedSearchSchema, tidyQuery } from '#app/domain/saved-search/saved-search.ts'
import { dropSearch, lookAtSearch, saveSearch } from '#app/domain/saved-search/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { useTopic } from '#app/ui/live/use-topic.ts'
import { SavedSearches } from '#app/ui/saved-search/saved-searches.tsx'

export const handle = {
  access: 'signed_in',
  title: (_, t) => t('search:saved.title'),
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const save = tidyQuery(url.searchParams.get('save') ?? '')
  return {
    searches: await listSavedSearches(db, actor),
    save: save || null,
    name: new URLSearchParams(save).get('q') ?? '',
    topic: topic.person(actor.personId),
  }
})

export const action = act(handle.access, 'form', {
  save: intent(savedSearchSchema, async ({ value, actor, db }) => {
    await saveSearch(db, actor, value)
    return redirect('/searches')
  }),
  drop: intent(z.object({ id: z.uuid() }), async ({ value, actor, db }) => {
    await dropSearch(db, actor, value.id)
    return { done: 'removed' }
  }),
  open: intent(
    z.object({ id: z.uuid(), query: z.string().max(1000).transform(tidyQuery) }),
    async ({ value, actor, db }) => {
      await lookAtSearch(db, actor, value.id)
      return redirect(`/search?${value.query}&sort=newest`)
    },
  ),
})

/** The searches that one keeps, and what each has found since one last looked. */
export default function Searches() {
  const { t } = useTranslation('search')
  const { searches, save, name, topic: changes } = useLoaderData<typeof loader>()
  useTopic(changes)
  return (
    <Page title={t('saved.title')} lead={t('saved.lead')}>
      {save && (
        <Section title={t('saved.new')}>
          <ActionForm intent="save" submitLabel={t('saved.save')}>
            <input type="hidden" name="query" value={save} />
            <TextField
              name="name"
              label={t('saved.name')}
              hint={t('saved.name_hint')}
              defaultValue={name}
              maxLength={40}
              required
            />
          </ActionForm>
        </Section>
      )}
      <SavedSearches searches={searches} />
    </Page>
  )
}
