import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { checkEligibility, verdictOf } from '#app/domain/eligibility/eligibility.ts'
import { readFacts } from '#app/domain/eligibility/read.server.ts'
import { rulesOf } from '#app/domain/eligibility/rules.ts'
import { fenPerWan } from '#app/domain/financing/vocabulary.ts'
import { costsOf } from '#app/domain/product/costs.ts'
import { findProductsByName, getProduct } from '#app/domain/product/read.server.ts'
import { mayMakeRequests } from '#app/domain/request/policy.ts'
import { dayOf } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { load } from '#app/http/route.ts'
import { ComparePage } from '#app/ui/product/compare-page.tsx'

export const handle = { access: 'everyone' } satisfies RouteHandle

const most = 4

const querySchema = z.object({
  ids: z
    .string()
    .transform((text) => [...new Set(text.split(','))].slice(0, most))
    .pipe(z.array(z.uuid()))
    .catch([]),
  /** In 万元. */
  amount: z.coerce.number().positive().max(1_000_000).catch(300),
  /** In months. */
  term: z.coerce.number().int().min(1).max(360).catch(12),
  q: z.string().trim().max(60).catch(''),
})

export const loader = load(handle.access, async ({ actor, db, url }) => {
  const { ids, amount, term, q } = querySchema.parse(Object.fromEntries(url.searchParams))
  const ask = { amountFen: Math.round(amount * fenPerWan), termMonths: term }
  const asks = actor?.organization && mayMakeRequests(actor)
  const facts = asks ? await readFacts(db, { ...actor, organization: actor.organization! }) : null
  const products = await Promise.all(ids.map((id) => getProduct(db, actor, id)))
  return {
    amount,
    term,
    q,
    full: ids.length >= most,
    found: q ? (await findProductsByName(db, q)).filter(({ id }) => !ids.includes(id)) : null,
    products: products.map((product) => {
      const findings = facts && checkEligibility(rulesOf(product), facts, ask, dayOf(db.now()))
      return {
        ...product,
        costs: costsOf(product, ask),
        findings,
        verdict: findings && verdictOf(findings),
      }
    }),
  }
})

export default function Compare() {
  const { t } = useTranslation('product')
  return <ComparePage {...useLoaderData<typeof loader>()} lead={t('compare_lead')} />
}
