import { useTranslation } from 'react-i18next'
import { Banner } from '../components/banner.tsx'
import { Fold } from '../components/disclosure.tsx'
import { TextArea } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Instant, type Moment } from '../components/formatted-values.tsx'
import { Card, Facts } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { useFormat } from '../components/use-format.ts'

interface Proof {
  id: string
  name: string
}

export interface ApplicationView {
  id: string
  applicant: string | null
  contacts: readonly { kind: string; value: string }[]
  kind: string
  state: string
  note: string | null
  remarks: string | null
  disputed: boolean
  appealed: boolean
  version: number
  updatedAt: Moment
  licence: Proof | null
  letter: Proof | null
  decidable: boolean
}

/** One application with its proofs, and what an officer can do about it. */
export function ApplicationCard(props: { application: ApplicationView; owned: boolean }) {
  const { t } = useTranslation('people')
  const { application, owned } = props
  const open = application.state === 'submitted'
  return (
    <Card as="li" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t(`application_kind.${application.kind}`)}</h3>
        <State noun="standing_application" state={application.state} />
      </div>
      {open && application.disputed && (
        <Banner tone="warning">{t(owned ? 'case.owned' : 'case.disputed')}</Banner>
      )}
      {open && application.appealed && <Banner>{t('case.appealed')}</Banner>}
      <ApplicationFacts application={application} />
      {open && (application.decidable ? <Decision application={application} /> : <NotYours />)}
    </Card>
  )
}

function NotYours() {
  const { t } = useTranslation('people')
  return <p className="text-muted">{t('case.not_yours')}</p>
}

function ApplicationFacts({ application }: { application: ApplicationView }) {
  const { t } = useTranslation('people')
  const format = useFormat()
  const { applicant, contacts, updatedAt, note, remarks, licence, letter } = application
  return (
    <Facts
      items={[
        { label: t('case.applicant'), value: format.person(applicant) },
        { label: t('case.contact'), value: format.list(contacts.map(({ value }) => value)) },
        { label: t('case.at'), value: <Instant at={updatedAt} /> },
        { label: t('standing.licence'), value: <ProofLink proof={licence} /> },
        { label: t('standing.letter'), value: <ProofLink proof={letter} /> },
        { label: t('case.note'), value: note },
        { label: t('standing.remarks'), value: remarks },
      ]}
    />
  )
}

function ProofLink({ proof }: { proof: Proof | null }) {
  const { t } = useTranslation('people')
  if (!proof) return <span className="text-muted">{t('case.no_file')}</span>
  return (
    <a
      href={`/files/${proof.id}`}
      target="_blank"
      rel="noreferrer"
      className="prose-link break-all"
    >
      {proof.name}
    </a>
  )
}

function Decision({ application }: { application: ApplicationView }) {
  const { t } = useTranslation('people')
  const { id, version } = application
  const seen = (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
    </>
  )
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-4">
      <ActionForm intent="verify" name={`verify-${id}`} submitLabel={t('case.verify')}>
        {seen}
      </ActionForm>
      <Fold label={t('case.return')} intent="return" name={`return-${id}`}>
        <ActionForm
          intent="return"
          name={`return-${id}`}
          submitLabel={t('case.return')}
          submitVariant="secondary"
          draft={`return-${id}`}
        >
          {seen}
          <TextArea
            name="remarks"
            label={t('case.return_remarks')}
            hint={t('case.return_hint')}
            required
          />
        </ActionForm>
      </Fold>
      <Fold label={t('case.reject')} intent="reject" name={`reject-${id}`}>
        <ActionForm
          intent="reject"
          name={`reject-${id}`}
          submitLabel={t('case.reject')}
          submitVariant="danger"
          draft={`reject-${id}`}
        >
          {seen}
          <TextArea
            name="reason"
            label={t('case.reject_reason')}
            hint={t('case.reject_hint')}
            required
          />
        </ActionForm>
      </Fold>
    </div>
  )
}
