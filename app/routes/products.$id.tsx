import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { checkEligibility } from '#app/domain/eligibility/eligibility.ts'
import { readFacts } from '#app/domain/eligibility/read.server.ts'
import { rulesOf } from '#app/domain/eligibility/rules.ts'
import { words } from '#app/domain/financing/terms.ts'
import { mayManageProduct, mayReviewProduct } from '#app/domain/product/policy.ts'
import { productMachine } from '#app/domain/product/product.ts'
import { getProduct, listProductsOf } from '#app/domain/product/read.server.ts'
import {
  publishProduct,
  returnProduct,
  submitProduct,
  withdrawProduct,
} from '#app/domain/product/write.server.ts'
import { mayMakeRequests } from '#app/domain/request/policy.ts'
import { availableActions } from '#app/domain/state-machine.ts'
import { dayOf } from '#app/domain/time/working-days.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { LinkButton } from '#app/ui/components/button.tsx'
import { ActionForm } from '#app/ui/components/form.tsx'
import { Section } from '#app/ui/components/page.tsx'
import { EligibilityList } from '#app/ui/eligibility/eligibility-list.tsx'
import { ReviewPanel } from '#app/ui/financing/review-panel.tsx'
import { ProductList } from '#app/ui/product/product-facts.tsx'
import { ProductPage } from '#app/ui/product/product-page.tsx'

export const handle = {
  access: 'everyone',
  title: (data) => data.product.name,
} satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const product = await getProduct(db, actor, idParam(params))
  const others = await listProductsOf(db, product.organizationId)
  const keeps = mayManageProduct(actor, product)
  const asks = actor?.organization && mayMakeRequests(actor)
  const facts = asks ? await readFacts(db, { ...actor, organization: actor.organization! }) : null
  const nothingAsked = { amountFen: null, termMonths: null }
  return {
    product,
    others: others.filter(({ id }) => id !== product.id).slice(0, 6),
    verbs: availableActions(productMachine, product.state, keeps ? ['institution'] : []),
    reviews: product.state === 'submitted' && mayReviewProduct(actor, product),
    asks: facts !== null,
    findings: facts && checkEligibility(rulesOf(product), facts, nothingAsked, dayOf(db.now())),
  }
})

const nothing = z.object({})
const reviewed = z.object({ version: z.number().int() })

export const action = act('verified', 'form', {
  submit: intent(nothing, async ({ actor, db, params }) => {
    await submitProduct(db, actor, idParam(params))
    return { done: 'submitted' }
  }),
  withdraw: intent(nothing, async ({ actor, db, params }) => {
    await withdrawProduct(db, actor, idParam(params))
    return { done: 'withdrawn' }
  }),
  publish: intent(reviewed, async ({ value, actor, db, params }) => {
    await publishProduct(db, actor, { id: idParam(params), version: value.version })
    return { done: 'published' }
  }),
  return: intent(
    z.object({ remarks: words(1000).min(2) }),
    async ({ value, actor, db, params }) => {
      await returnProduct(db, actor, { id: idParam(params), remarks: value.remarks })
      return { done: 'returned' }
    },
  ),
})

export default function Product() {
  const { t } = useTranslation(['product', 'appeal'])
  const { product, others, verbs, reviews, asks, findings } = useLoaderData<typeof loader>()
  const keeps = verbs.includes('submit')
  const applies = asks && product.takesApplications
  const edits = verbs.includes('submit') || verbs.includes('revise')
  const actions = (
    <>
      {keeps && product.state === 'returned' && (
        <LinkButton to={`/appeals/new?kind=product&id=${product.id}`} variant="quiet">
          {t('appeal:open')}
        </LinkButton>
      )}
      {edits && <LinkButton to="edit">{t('edit')}</LinkButton>}
      {verbs.includes('submit') && <ActionForm inline intent="submit" submitLabel={t('submit')} />}
      {verbs.includes('withdraw') && (
        <ActionForm inline intent="withdraw" submitLabel={t('withdraw')} submitVariant="quiet" />
      )}
      {product.state === 'published' && (
        <LinkButton to={`/products/compare?ids=${product.id}`}>{t('compare')}</LinkButton>
      )}
      {asks && (
        <LinkButton to="/requests/new" variant={applies ? 'secondary' : 'primary'}>
          {t('ask')}
        </LinkButton>
      )}
      {applies && (
        <LinkButton to="apply" variant="primary">
          {t('apply')}
        </LinkButton>
      )}
    </>
  )
  return (
    <ProductPage product={product} actions={actions}>
      {reviews && <ReviewPanel noun="product" version={product.version} />}
      {findings && findings.length > 0 && (
        <Section title={t('eligibility')}>
          <p className="mb-3 text-muted">{t('eligibility_lead')}</p>
          <EligibilityList findings={findings} />
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t('other_products')}>
          <ProductList products={others} />
        </Section>
      )}
    </ProductPage>
  )
}
