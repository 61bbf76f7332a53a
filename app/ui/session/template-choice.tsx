import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { cx } from '../components/class.ts'
import { ActionForm } from '../components/form.tsx'
import { Section } from '../components/page.tsx'

export interface TemplateChoiceProps {
  templates: readonly { id: string; name: string; type: string; own: boolean }[]
  chosen: string | null
}

/** Links, so that a choice has an address and needs no script. */
export function TemplateChoice({ templates, chosen }: TemplateChoiceProps) {
  const { t } = useTranslation(['hosting', 'session'])
  const look = (here: boolean) =>
    cx(
      'flex min-h-11 flex-col justify-center rounded-md border bg-raised px-4 py-2 text-ink no-underline hover:border-link',
      here ? 'border-primary font-medium ring-1 ring-primary' : 'border-edge',
    )
  return (
    <Section title={t('template.title')}>
      <p className="mb-3 max-w-reading text-muted">{t('template.lead')}</p>
      <ul className="flex flex-wrap gap-3">
        <li>
          <Link
            to="/sessions/new"
            aria-current={chosen === null ? 'true' : undefined}
            className={look(chosen === null)}
          >
            {t('template.blank')}
          </Link>
        </li>
        {templates.map(({ id, name, type, own }) => (
          <li key={id} className="flex items-center gap-1">
            <Link
              to={`/sessions/new?template=${id}`}
              aria-current={chosen === id ? 'true' : undefined}
              className={look(chosen === id)}
            >
              {name}
              {own && <span className="text-sm text-muted">{t(`session:type.${type}`)}</span>}
            </Link>
            {own && (
              <ActionForm
                intent="remove_template"
                name={id}
                submitLabel={
                  <>
                    {t('form.remove')}
                    <span className="sr-only"> {name}</span>
                  </>
                }
                submitVariant="quiet"
                submitSize="s"
                inline
              >
                <input type="hidden" name="templateId" value={id} />
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
