import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { refuse } from '#app/domain/refusal.ts'
import {
  fillForm,
  itemForm,
  placesForm,
  questionForm,
  roundForm,
  sessionForm,
  templateName,
} from '#app/domain/session/forms.ts'
import { mayHost } from '#app/domain/session/policy.ts'
import {
  getProgramme,
  getSession,
  listOpenRequests,
  listQuestions,
  readPlaces,
} from '#app/domain/session/read.server.ts'
import {
  addItem,
  addQuestion,
  addRound,
  editSession,
  fillRound,
  makeScreenLink,
  moveSessionByHost,
  removeItem,
  removeQuestion,
  removeRound,
  saveTemplate,
  setPlaces,
} from '#app/domain/session/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { originOf } from '#app/http/origin.ts'
import { act, intent, load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Page, Section } from '#app/ui/components/page.tsx'
import { State } from '#app/ui/components/state.tsx'
import { SessionFields } from '#app/ui/session/fields.tsx'
import { PublishOrConsole } from '#app/ui/session/host-panel.tsx'
import { PlacesForm, QuestionsForm, SaveTemplate } from '#app/ui/session/hosting.tsx'
import { PlanItems, PlanRounds } from '#app/ui/session/plan.tsx'
import { ScreenLink } from '#app/ui/session/screen-link.tsx'

export const handle = { access: 'host', title: 'session:edit' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params, env }) => {
  const session = await getSession(db, actor, params.id ?? '')
  if (!mayHost(actor, session)) throw refuse('forbidden', 'session_host_only')
  return {
    session,
    programme: await getProgramme(db, actor, session.id),
    requests: await listOpenRequests(db),
    places: await readPlaces(db, session.id),
    questions: await listQuestions(db, session.id),
    origin: originOf(env),
  }
})

const changed = { done: 'plan_changed' }

export const action = act(handle.access, 'form', {
  edit: intent(sessionForm, async ({ value, actor, db, params }) => {
    await editSession(db, actor, params.id ?? '', value)
    return { done: 'saved' }
  }),
  publish: intent(z.object({}), async ({ actor, db, params }) => {
    await moveSessionByHost(db, actor, params.id ?? '', 'publish')
    return { done: 'session_published' }
  }),
  add_item: intent(itemForm, async ({ value, actor, db, params }) => {
    await addItem(db, actor, params.id ?? '', value)
    return changed
  }),
  remove_item: intent(z.object({ itemId: z.uuid() }), async ({ value, actor, db, params }) => {
    await removeItem(db, actor, params.id ?? '', value.itemId)
    return changed
  }),
  add_round: intent(roundForm, async ({ value, actor, db, params }) => {
    await addRound(db, actor, params.id ?? '', value)
    return changed
  }),
  remove_round: intent(z.object({ roundId: z.uuid() }), async ({ value, actor, db, params }) => {
    await removeRound(db, actor, params.id ?? '', value.roundId)
    return changed
  }),
  fill_round: intent(fillForm, async ({ value, actor, db, params }) => {
    await fillRound(db, actor, params.id ?? '', value)
    return changed
  }),
  set_places: intent(placesForm, async ({ value, actor, db, params }) => {
    await setPlaces(db, actor, params.id ?? '', value)
    return changed
  }),
  add_question: intent(questionForm, async ({ value, actor, db, params }) => {
    await addQuestion(db, actor, params.id ?? '', value)
    return changed
  }),
  remove_question: intent(
    z.object({ questionId: z.uuid() }),
    async ({ value, actor, db, params }) => {
      await removeQuestion(db, actor, params.id ?? '', value.questionId)
      return changed
    },
  ),
  save_template: intent(templateName, async ({ value, actor, db, params }) => {
    await saveTemplate(db, actor, params.id ?? '', value.name)
    return { done: 'template_saved' }
  }),
  screen_link: intent(z.object({}), async ({ actor, db, params }) => {
    const screenToken = await makeScreenLink(db, actor, params.id ?? '')
    return Response.json({ intent: 'screen_link', values: {}, errors: {}, screenToken })
  }),
})

export default function EditSession() {
  const { session, programme, requests, places, questions, origin } = useLoaderData<typeof loader>()
  const { t } = useTranslation(['session', 'hosting'])
  return (
    <Page
      title={t('edit')}
      lead={
        <>
          {session.title} · <State noun="session" state={session.state} />
        </>
      }
      actions={
        <>
          <LinkButton to={`/sessions/${session.id}`}>{t('title')}</LinkButton>
          <PublishOrConsole session={session} inline />
        </>
      }
    >
      <Section title={t('plan.rounds')}>
        <PlanRounds programme={programme} requests={requests} />
      </Section>
      <Section title={t('plan.items')}>
        <PlanItems programme={programme} requests={requests} />
      </Section>
      <Section title={t('hosting:places.title')}>
        <PlacesForm places={places} reminders={session.reminders} />
      </Section>
      <Section title={t('hosting:form.title')}>
        <QuestionsForm questions={questions} />
      </Section>
      <Section title={t('plan.screen')}>
        <ScreenLink session={session} origin={origin} />
      </Section>
      <Section title={t('about')}>
        <ActionForm intent="edit" submitLabel={t('field.save')}>
          <SessionFields values={session} />
        </ActionForm>
      </Section>
      <Section title={t('hosting:template.save')}>
        <SaveTemplate title={session.title} />
      </Section>
    </Page>
  )
}
