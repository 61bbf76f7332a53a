import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from '../components/button.tsx'
import { Empty } from '../components/empty.tsx'
import { Card, Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'

export interface MyOrganization {
  id: string
  name: string
  kind: string
  standing: string
  roles: readonly string[]
}

export function MyOrganizations({ organizations }: { organizations: readonly MyOrganization[] }) {
  const { t } = useTranslation(['people', 'ui'])
  const format = useFormat()
  const enter = (
    <LinkButton to="/organizations/new" variant="secondary" size="s">
      {t('ui:shell.new_organization')}
    </LinkButton>
  )
  return (
    <Section title={t('people:account.organizations')} actions={enter}>
      {organizations.length === 0 ? (
        <Empty
          title={t('people:account.organizations_empty')}
          hint={t('people:account.organizations_hint')}
        />
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {organizations.map(({ id, name, kind, standing, roles }) => (
              <li
                key={id}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0"
              >
                <div>
                  <Link to={`/organizations/${id}/standing`} className="prose-link">
                    {name}
                  </Link>
                  <p className="text-sm text-muted">
                    {t(`people:kind.${kind}`)}
                    {' · '}
                    {format.list(roles.map((role) => t(`people:role.${role}`)))}
                  </p>
                </div>
                <div className="flex items-center gap-3">
                  <State noun="organization" state={standing} />
                  <Form method="post" action="/switch">
                    <input type="hidden" name="organizationId" value={id} />
                    <Button name="intent" value="switch" size="s" variant="quiet">
                      {t('ui:nav.desk')}
                    </Button>
                  </Form>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  )
}
