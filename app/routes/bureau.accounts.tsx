import { Form, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { parseContact } from '#app/domain/account/account.ts'
import {
  findPersonByLookup,
  findPersonName,
  listMemberships,
} from '#app/domain/account/read.server.ts'
import { hasFactor } from '#app/domain/mfa/read.server.ts'
import { resetFactors } from '#app/domain/mfa/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load, type RouteArgs } from '#app/http/route.ts'
import { Button } from '#app/ui/components/button.tsx'
import { Empty } from '#app/ui/components/empty.tsx'
import { TextField } from '#app/ui/components/field.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Card, Facts, Page } from '#app/ui/components/page.tsx'

export const handle = { access: 'admin', title: 'factor:reset.title' } satisfies RouteHandle

export const loader = load(handle.access, async (ask) => {
  const typed = ask.url.searchParams.get('contact') ?? ''
  return { typed, person: typed ? await findPerson(ask, typed) : null }
})

async function findPerson({ db, vault, limits, actor }: RouteArgs<'admin'>, typed: string) {
  await limits.consume('factor', `lookup:${actor.personId}`)
  const contact = parseContact(typed)
  const id = contact && (await findPersonByLookup(db, vault.blindIndex(contact.value)))
  if (!id) return null
  const [name, guarded, memberships] = await Promise.all([
    findPersonName(db, id),
    hasFactor(db, id),
    listMemberships(db, id),
  ])
  return {
    id,
    name: name ?? '',
    guarded,
    own: id === actor.personId,
    organizations: memberships.map((membership) => membership.name),
  }
}

export const action = act(handle.access, 'form', {
  reset: intent(z.object({ id: z.uuid() }), async ({ value, actor, db, vault }) => {
    await resetFactors(db, vault, actor, value.id)
    return { done: 'factors_reset' }
  }),
})

export default function Accounts() {
  const { t } = useTranslation(['factor', 'people'])
  const { typed, person } = useLoaderData<typeof loader>()
  return (
    <Page title={t('factor:reset.title')} lead={t('factor:reset.lead')}>
      <Card>
        <Form className="flex max-w-reading flex-col gap-2">
          <TextField name="contact" label={t('people:contact')} defaultValue={typed} required />
          <div>
            <Button variant="primary">{t('factor:reset.find')}</Button>
          </div>
        </Form>
      </Card>
      {typed && !person && <Empty title={t('factor:reset.none')} />}
      {person && (
        <Card className="flex flex-col gap-4">
          <Facts
            items={[
              { label: t('people:name'), value: person.name },
              {
                label: t('factor:reset.member_of'),
                value: person.organizations.join('、') || t('factor:reset.no_organization'),
              },
              {
                label: t('factor:title'),
                value: t(person.guarded ? 'factor:reset.on' : 'factor:reset.off'),
              },
            ]}
          />
          {person.guarded && !person.own && (
            <ActionForm
              intent="reset"
              submitLabel={t('factor:reset.button')}
              submitVariant="danger"
            >
              <input type="hidden" name="id" value={person.id} />
            </ActionForm>
          )}
        </Card>
      )}
    </Page>
  )
}
