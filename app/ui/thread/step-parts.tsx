import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionForm } from '../components/form.tsx'
import type { Moment } from '../components/formatted-values.tsx'
import type { Disbursements } from './disbursement.tsx'
import type { TermsView } from './terms.tsx'

export interface NextActionProps {
  side: 'institution' | 'enterprise' | null
  binds: boolean
  state: string
  dueAt: Moment | null
  /** What lies on the table. */
  onTable: (TermsView & { side: string; offerVersion: number }) | null
  asked: { amountFen: number; termMonths: number; guarantees: readonly string[] }
  usualValidity: string
  disbursements: Disbursements
}

/** The ball is with the other side. */
export const Waiting = ({ over }: { over?: boolean }) => {
  const { t } = useTranslation('thread')
  return <p className="text-muted">{t(over ? 'over' : 'waiting_other')}</p>
}

interface AnswerFormProps {
  intent: string
  label: string
  version: number
  variant: 'primary' | 'secondary'
}

/** One press that answers the terms which the page showed, by their version. */
export const AnswerForm = ({ intent, label, version, variant }: AnswerFormProps) => (
  <ActionForm intent={intent} submitLabel={label} submitVariant={variant}>
    <input type="hidden" name="version" value={version} />
  </ActionForm>
)

/** A way that is open too, folded away. */
export const More = ({
  title,
  open,
  children,
}: {
  title: string
  open?: boolean
  children: ReactNode
}) => (
  <details open={open} className="border-t border-line pt-2">
    <summary className="min-h-11 cursor-pointer py-2 text-link">{title}</summary>
    {children}
  </details>
)
