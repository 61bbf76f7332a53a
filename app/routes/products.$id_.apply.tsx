import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { getOwnDossier } from '#app/domain/dossier/read.server.ts'
import { checkEligibility } from '#app/domain/eligibility/eligibility.ts'
import { readFacts } from '#app/domain/eligibility/read.server.ts'
import { rulesOf } from '#app/domain/eligibility/rules.ts'
import { getProduct } from '#app/domain/product/read.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import { requestSchema } from '#app/domain/request/request.ts'
import { consentedSchema } from '#app/domain/thread/application.ts'
import { applyDirectly } from '#app/domain/thread/write.server.ts'
import { dayAfter, dayOf } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page, Section } from '#app/ui/components/page.tsx'
import { EligibilityList } from '#app/ui/eligibility/eligibility-list.tsx'
import { ApplyForm } from '#app/ui/product/apply-form.tsx'

export const handle = { access: 'enterprise' } satisfies RouteHandle

const expiryDays = 90
const consentDays = 180

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const product = await getProduct(db, actor, idParam(params))
  if (!product.takesApplications) throw refuse('conflict', 'product_unclaimed')
  const [facts, dossier] = await Promise.all([readFacts(db, actor), getOwnDossier(db, actor)])
  const today = dayOf(db.now())
  const ask = { amountFen: null, termMonths: null }
  return {
    product: {
      name: product.name,
      institution: product.institution,
      contactDays: product.contactDays,
      guarantees: product.guarantees,
    },
    findings: checkEligibility(rulesOf(product), facts, ask, today),
    contact: dossier.contact,
    usualExpiry: dayAfter(today, expiryDays),
    usualUntil: dayAfter(today, consentDays),
  }
})

const applicationSchema = z.intersection(
  requestSchema,
  z.intersection(consentedSchema, z.object({ despite: z.boolean().default(false) })),
)

export const action = act(handle.access, 'form', {
  apply: intent(applicationSchema, async ({ value, actor, db, params }) => {
    const { fields, until, despite, ...input } = value
    const { threadId } = await applyDirectly(db, actor, {
      productId: idParam(params),
      input,
      consent: { fields, until },
      acknowledgeIneligible: despite,
    })
    return redirect(`/threads/${threadId}`)
  }),
})

/** Whether one qualifies, rule by rule; then consent and application in one form (W3). */
export default function Apply() {
  const { t } = useTranslation('product')
  const { product, findings, ...form } = useLoaderData<typeof loader>()
  return (
    <Page
      title={t('apply_title', { name: product.name })}
      lead={t('apply_lead', { institution: product.institution, days: product.contactDays })}
    >
      {findings.length > 0 && (
        <Section title={t('eligibility')}>
          <p className="mb-3 text-muted">{t('eligibility_lead')}</p>
          <EligibilityList findings={findings} />
        </Section>
      )}
      <ApplyForm
        name={product.name}
        guarantees={product.guarantees}
        unmet={findings.some(({ outcome }) => outcome !== 'pass')}
        {...form}
      />
    </Page>
  )
}
