import { useActionData, useLocation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { parseContact } from '#app/domain/account/account.ts'
import type { ActionResult } from '#app/domain/action-result.ts'
import { TextField } from '../components/field.tsx'
import { ActionForm } from '../components/form.tsx'
import { Card } from '../components/page.tsx'

export interface CodeStepsProps {
  /** What the last step does: `sign_up`, `reset`. */
  intent: string
  submitLabel: string
  contactHint?: string
  /** The fields of the last step, after the code. */
  children: ReactNode
}

/** First the address, then its code and the rest; each step is a form of its own that needs no JavaScript. */
export function CodeSteps({ intent, submitLabel, contactHint, children }: CodeStepsProps) {
  const { t } = useTranslation('people')
  const { pathname, search } = useLocation()
  const contact = useProvenStep(intent)
  const byLink = intent === 'reset' && contact && parseContact(contact)?.kind === 'email'
  if (!contact) {
    return (
      <Card>
        <ActionForm intent="ask_code" submitLabel={t('sign_up.send_code')}>
          <TextField
            name="contact"
            label={t('contact')}
            hint={contactHint}
            autoComplete="username"
            required
          />
        </ActionForm>
      </Card>
    )
  }
  if (byLink) {
    return (
      <Card>
        <p className="mb-3">
          {t('reset.link_sent_to', { contact })}{' '}
          <a href={pathname + search} className="prose-link">
            {t('sign_up.change')}
          </a>
        </p>
        <AskAgain contact={contact} label={t('reset.resend')} />
      </Card>
    )
  }
  return (
    <Card>
      <p className="mb-3">
        {t('sign_up.sent_to', { contact })}{' '}
        <a href={pathname + search} className="prose-link">
          {t('sign_up.change')}
        </a>
      </p>
      <ActionForm intent={intent} submitLabel={submitLabel}>
        <input type="hidden" name="contact" value={contact} />
        <TextField
          name="code"
          label={t('code')}
          hint={t('code_hint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={9}
          required
        />
        {children}
      </ActionForm>
      <AskAgain contact={contact} label={t('resend')} />
    </Card>
  )
}

function AskAgain({ contact, label }: { contact: string; label: string }) {
  return (
    <ActionForm
      intent="ask_code"
      submitLabel={label}
      submitVariant="quiet"
      submitSize="s"
      className="mt-2"
    >
      <input type="hidden" name="contact" value={contact} />
      <input type="hidden" name="step" value="2" />
    </ActionForm>
  )
}

/** The address of the second step, once a code was asked for; null in the first. */
function useProvenStep(intent: string): string | null {
  const reply = useActionData() as ActionResult | undefined
  const contact = reply?.values.contact
  if (!reply || typeof contact !== 'string') return null
  const beyond =
    reply.intent === intent || reply.done?.endsWith('_sent') || reply.values.step === '2'
  return beyond ? contact : null
}
