import { useTranslation } from 'react-i18next'
import type { Tally } from '#app/domain/import/report.ts'
import { Banner } from '../components/banner.tsx'
import { LinkButton } from '../components/button.tsx'
import { SelectField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Page, Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import { TallyLine } from './tally.tsx'

export interface ImportPageProps {
  run: {
    id: string
    kind: string
    name: string
    state: string
    header: readonly string[]
    mapping: Readonly<Record<string, number>>
    columns: readonly { name: string; required: boolean }[]
    progress: number
    tally: Tally | null
  }
  verbs: readonly string[]
  problem: string | null
  faults: readonly { line: number; column: string; reason: string; value: string }[]
  hidden: number
}

/** A file on its way in: which column is what, what would come of it, what came of it. */
export function ImportPage({ run, verbs, problem, faults, hidden }: ImportPageProps) {
  const { t } = useTranslation('import')
  const busy = run.state === 'checking' || run.state === 'running'
  const lead = (
    <span className="flex flex-wrap gap-x-3">
      {t(`kinds.${run.kind}`)}
      <State noun="import_run" state={run.state} />
    </span>
  )
  return (
    <Page title={run.name} lead={lead} wide>
      {problem && (
        <Banner tone="danger" title={t('problem')}>
          {problem}
        </Banner>
      )}
      {busy && <Progress percent={run.progress} />}
      {run.tally && (
        <Section title={t(run.state === 'done' ? 'came' : 'would')}>
          <TallyLine tally={run.tally} />
        </Section>
      )}
      {faults.length > 0 && <Faults id={run.id} faults={faults} hidden={hidden} />}
      {verbs.includes('take_in') && (
        <ActionForm intent="take_in" submitLabel={t('take_in')}>
          <p className="text-muted">{t('take_in_hint')}</p>
        </ActionForm>
      )}
      {verbs.includes('check') && <MappingForm run={run} />}
    </Page>
  )
}

function Progress({ percent }: { percent: number }) {
  const { t } = useTranslation('import')
  const words = t('progress', { percent })
  return (
    <div role="status" className="flex items-center gap-3">
      <progress max={100} value={percent} aria-label={words} className="h-3 w-64 max-w-full" />
      <span>{words}</span>
    </div>
  )
}

function Faults({
  id,
  faults,
  hidden,
}: Pick<ImportPageProps, 'faults' | 'hidden'> & { id: string }) {
  const { t } = useTranslation('import')
  const download = (
    <LinkButton to={`/bureau/imports/${id}/faults.csv`} reloadDocument size="s">
      {t('download')}
    </LinkButton>
  )
  return (
    <Section title={t('faults')} actions={download}>
      {hidden > 0 && (
        <p className="mb-2 text-muted">{t('faults_more', { shown: faults.length })}</p>
      )}
      <Table
        caption={t('faults')}
        captionHidden
        head={[t('columns.line'), t('columns.column'), t('columns.reason'), t('columns.value')]}
        rows={faults.map(({ line, column, reason, value }, index) => ({
          key: `${line}-${index}`,
          cells: [line, column && t(`field.${column}`, { defaultValue: column }), reason, value],
        }))}
      />
    </Section>
  )
}

function MappingForm({ run }: Pick<ImportPageProps, 'run'>) {
  const { t } = useTranslation('import')
  return (
    <Section title={t('mapping')}>
      <p className="mb-3 text-muted">{t('mapping_lead')}</p>
      <ActionForm
        intent="check"
        submitLabel={t('check')}
        submitVariant={run.state === 'uploaded' ? 'primary' : 'secondary'}
        beside={<span className="text-muted">{t('check_hint')}</span>}
      >
        <div className="grid gap-x-6 sm:grid-cols-2">
          {run.columns.map(({ name, required }) => (
            <SelectField
              key={name}
              name={`column.${name}`}
              label={required ? t('required', { name: t(`field.${name}`) }) : t(`field.${name}`)}
              placeholder={t('not_there')}
              required={required}
              defaultValue={run.mapping[name] === undefined ? '' : String(run.mapping[name])}
              options={run.header.map((label, at) => ({ value: String(at), label }))}
            />
          ))}
        </div>
      </ActionForm>
    </Section>
  )
}
