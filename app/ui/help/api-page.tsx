import { Link } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { scopeKey } from '../account/tokens.tsx'
import { Card, Section } from '../components/page.tsx'
import { Table } from '../components/table.tsx'
import { HowToReceive } from '../webhook/how.tsx'

const topics = ['sign_in', 'figures', 'paging', 'once', 'limits', 'files', 'live'] as const

/** How the interface works, whatever is asked for. */
export function Explained() {
  const { t } = useTranslation('api')
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {topics.map((topic) => (
        <div key={topic}>
          <dt className="font-medium">{t(`help.${topic}`)}</dt>
          <dd className="mt-1 text-muted">{t(`help.${topic}_text`)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What the market says by itself, and how its receiver knows that it was the market. */
export function Webhooks() {
  const { t } = useTranslation('webhook')
  return (
    <Section title={t('title')} id="webhooks">
      <p className="mb-3 max-w-reading">
        {t('lead')}{' '}
        <Link to="/webhooks" className="prose-link">
          {t('connect')}
        </Link>
      </p>
      <HowToReceive />
    </Section>
  )
}

export function Scopes({ scopes }: { scopes: readonly string[] }) {
  const { t } = useTranslation('api')
  return (
    <Section title={t('token.scopes')}>
      <Table
        caption={t('token.scopes')}
        captionHidden
        head={[t('help.scope'), t('help.scope_for')]}
        rows={scopes.map((scope) => ({
          key: scope,
          cells: [<code key="name">{scope}</code>, t(scopeKey(scope))],
        }))}
      />
    </Section>
  )
}

export function Problems({ problems }: { problems: readonly { kind: string; status: number }[] }) {
  const { t } = useTranslation('api')
  return (
    <Section title={t('help.problems')}>
      <p className="mb-3 max-w-reading text-muted">{t('help.problems_text')}</p>
      <Table
        caption={t('help.problems')}
        captionHidden
        head={['HTTP', t('help.problem'), t('help.problem_hint')]}
        rows={problems.map(({ kind, status }) => ({
          key: kind,
          cells: [
            status,
            <span key="title" id={`problem-${kind}`}>
              {t(`problem.${kind}.title`)}
            </span>,
            t(`problem.${kind}.hint`),
          ],
        }))}
      />
    </Section>
  )
}

interface Field {
  name: string
  type: string
  required: boolean
  note: string | null
}

interface OperationView {
  id: string
  method: string
  path: string
  does: string
  access: string
  scope: string | null
  isPublic: boolean
  query: readonly Field[]
  body: readonly Field[]
  files: readonly string[]
  reply: readonly Field[]
  call: string
}

export interface NounView {
  noun: string
  operations: readonly OperationView[]
}

export function Operations({ nouns }: { nouns: readonly NounView[] }) {
  const { t } = useTranslation('api')
  return (
    <>
      {nouns.map(({ noun, operations }) => (
        <Section key={noun} id={noun} title={t(`noun.${noun}`)}>
          <Card className="divide-y divide-line py-0">
            {operations.map((item) => (
              <Operation key={item.id} operation={item} />
            ))}
          </Card>
        </Section>
      ))}
    </>
  )
}

function Operation({ operation }: { operation: OperationView }) {
  const { t } = useTranslation('api')
  const { id, method, path, does, access, scope, isPublic, query, body, files, reply } = operation
  return (
    <details id={id} className="group py-1">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-0 py-2">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90 motion-reduce:transition-none"
        />
        <code className="w-16 font-semibold text-primary">{method}</code>
        <code className="min-w-0 break-all">{path}</code>
        <span lang="en" className="w-full text-sm text-muted">
          {does}
        </span>
      </summary>
      <div className="flex flex-col gap-3 pb-4">
        <p className="text-sm">
          {t('help.who')}: {t(`access.${access}`)}
          {' · '}
          {t('help.scope')}: {scope ? <code>{scope}</code> : t('help.any_scope')}
          {isPublic && ` · ${t('help.public')}`}
        </p>
        <Fields label={t('help.query')} fields={query} />
        {files.length > 0 && (
          <p className="text-sm">
            {t('help.body')}: {files.join(', ')}
          </p>
        )}
        <Fields label={t('help.body')} fields={body} />
        <Fields label={t('help.answer')} fields={reply} optional={false} />
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by keys
          tabIndex={0}
          className="overflow-x-auto rounded-md bg-sunken p-3 text-sm"
        >
          {operation.call}
        </pre>
      </div>
    </details>
  )
}

interface FieldsProps {
  label: string
  fields: readonly Field[]
  /** Whether it matters which of them are required. */
  optional?: boolean
}

function Fields({ label, fields, optional = true }: FieldsProps) {
  const { t } = useTranslation('api')
  if (fields.length === 0) return null
  return (
    <div>
      <p className="text-sm font-medium">{label}</p>
      <ul className="mt-1 text-sm">
        {fields.map(({ name, type, required, note }) => (
          <li key={name} className="break-words">
            <code>{name}</code>{' '}
            <span lang="en" className="text-muted">
              {type}
              {note && ` – ${note}`}
            </span>
            {optional && required && <span className="ml-1">({t('help.required')})</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
