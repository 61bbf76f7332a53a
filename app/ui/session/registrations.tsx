import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '#app/domain/session/session.ts'
import { LinkButton } from '../components/button.tsx'
import { Fold } from '../components/disclosure.tsx'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Section } from '../components/page.tsx'
import { State } from '../components/state.tsx'
import { Table } from '../components/table.tsx'
import { useFormat } from '../components/use-format.ts'
import { useSteadyOrder } from '../components/use-steady-order.ts'
import type { RegistrationLine } from './session-page-data.ts'

interface RegistrationsProps {
  sessionId: string
  lines: readonly RegistrationLine[]
  questions: readonly Question[]
  /** Whether the list can still be decided on. */
  open: boolean
}

/** The host's list: who waits for a decision first, then who waits for a place. */
export function Registrations({ sessionId, lines, questions, open }: RegistrationsProps) {
  const { t } = useTranslation(['session', 'hosting', 'room'])
  const format = useFormat()
  const steady = useSteadyOrder(lines)
  const counts = ['applied', 'waitlisted'].map(
    (state) => lines.filter((line) => line.state === state).length,
  )
  return (
    <Section
      title={t('session:registrations.title')}
      actions={
        <>
          {open && (
            <LinkButton to={`/sessions/${sessionId}/check-in`} size="s">
              {t('hosting:door.title')}
            </LinkButton>
          )}
          <LinkButton to={`/sessions/${sessionId}/registrations.csv`} size="s" reloadDocument>
            {t('hosting:csv')}
          </LinkButton>
        </>
      }
    >
      {(counts[0]! > 0 || counts[1]! > 0) && (
        <p className="mb-3 flex gap-4 text-warn">
          {counts[0]! > 0 && <span>{t('hosting:places.pending', { count: counts[0] })}</span>}
          {counts[1]! > 0 && <span>{t('hosting:places.waiting', { count: counts[1] })}</span>}
        </p>
      )}
      <Table
        caption={t('session:registrations.caption', { count: lines.length })}
        head={[
          t('session:registrations.organization'),
          t('session:registrations.person'),
          t('session:registrations.part'),
          t('session:registrations.note'),
          t('session:registrations.state'),
          ...(open ? [t('hosting:actions')] : []),
        ]}
        rows={steady.map((line) => ({
          key: line.id,
          cells: [
            line.organization,
            format.person(line.person ?? ''),
            t(`room:people.part.${line.part}`),
            <Said key="said" line={line} questions={questions} />,
            <State key="state" noun="registration" state={line.state} />,
            ...(open ? [<Decision key="decision" line={line} />] : []),
          ],
        }))}
      />
    </Section>
  )
}

/** The note and the answers. */
function Said({ line, questions }: { line: RegistrationLine; questions: readonly Question[] }) {
  const { t } = useTranslation('hosting')
  const format = useFormat()
  return (
    <>
      {line.note}
      {questions
        .filter(({ id }) => line.answers[id] !== undefined)
        .map(({ id, kind, label }) => (
          <span key={id} className="block text-muted">
            {format.labelled(label, kind === 'tick' ? t('yes') : line.answers[id])}
          </span>
        ))}
    </>
  )
}

function Decision({ line }: { line: RegistrationLine }) {
  const { t } = useTranslation('hosting')
  const waits = line.state === 'applied' || line.state === 'waitlisted'
  if (line.state === 'declined')
    return (
      <Small intent="readmit_registration" line={line} variant="secondary">
        {t('readmit')}
      </Small>
    )
  if (!waits && line.state !== 'confirmed' && line.state !== 'checked_in') return null
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
      {waits && (
        <Small intent="confirm_registration" line={line} variant="secondary">
          {t('confirm')}
        </Small>
      )}
      <Decline line={line} label={t(waits ? 'decline' : 'remove')} needsReason={!waits} />
    </div>
  )
}

/** Asks for the reason, which the registrant is told; a place that is taken back needs one. */
function Decline({
  line,
  label,
  needsReason,
}: {
  line: RegistrationLine
  label: string
  needsReason: boolean
}) {
  const { t } = useTranslation('hosting')
  return (
    <Fold
      label={
        <>
          {label}
          <Whom line={line} />
        </>
      }
      intent="decline_registration"
      name={line.id}
    >
      <ActionForm
        intent="decline_registration"
        name={line.id}
        submitLabel={label}
        submitVariant="danger"
        submitSize="s"
        className="min-w-48"
      >
        <input type="hidden" name="registrationId" value={line.id} />
        <TextField
          name="reason"
          label={t('reason')}
          maxLength={200}
          required={needsReason}
          autoComplete="off"
        />
      </ActionForm>
    </Fold>
  )
}

/** Whom a button in a list is about, for those who hear it. */
function Whom({ line }: { line: RegistrationLine }) {
  const format = useFormat()
  return <span className="sr-only"> {format.person(line.person ?? '')}</span>
}

interface SmallProps {
  intent: string
  line: RegistrationLine
  variant: 'secondary'
  children: ReactNode
}

function Small({ intent, line, variant, children }: SmallProps) {
  return (
    <ActionForm
      intent={intent}
      name={line.id}
      submitLabel={
        <>
          {children}
          <Whom line={line} />
        </>
      }
      submitVariant={variant}
      submitSize="s"
      inline
    >
      <input type="hidden" name="registrationId" value={line.id} />
    </ActionForm>
  )
}
