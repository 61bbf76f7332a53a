import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { AuditFilter } from '#app/domain/audit/audit.ts'
import { Button, LinkButton } from '../components/button.tsx'
import { controlLook } from '../components/field.tsx'

interface FiltersProps {
  filter: AuditFilter
  words: { verbs: readonly string[]; kinds: readonly string[] }
}

/** What to look for; it stays in the address. */
export function AuditFilters({ filter, words }: FiltersProps) {
  const { t } = useTranslation('audit')
  const control = (name: keyof AuditFilter, rest: { type?: string; list?: string } = {}) => (
    <label key={name} className="flex min-w-0 flex-col gap-1 text-sm">
      {t(`filter.${name}`)}
      <input
        type="text"
        {...rest}
        name={name}
        defaultValue={filter[name] ?? ''}
        autoComplete="off"
        className={`${controlLook} border-edge`}
      />
    </label>
  )
  const filtered = Object.values(filter).some((value) => value !== undefined)
  return (
    <Form role="search" className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {control('from', { type: 'date' })}
        {control('to', { type: 'date' })}
        {control('person')}
        {control('organization')}
        {control('verb', { list: 'audit-verbs' })}
        {control('kind', { list: 'audit-kinds' })}
        {control('id')}
      </div>
      <datalist id="audit-verbs">
        {words.verbs.map((verb) => (
          <option key={verb} value={verb} />
        ))}
      </datalist>
      <datalist id="audit-kinds">
        {words.kinds.map((kind) => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary">{t('filter.submit')}</Button>
        {filtered && (
          <LinkButton to="/bureau/audit" variant="quiet">
            {t('filter.clear')}
          </LinkButton>
        )}
      </div>
    </Form>
  )
}
