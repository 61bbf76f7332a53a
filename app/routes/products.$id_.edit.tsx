import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { mayManageProduct } from '#app/domain/product/policy.ts'
import { productSchema } from '#app/domain/product/product.ts'
import { getProduct } from '#app/domain/product/read.server.ts'
import { reviseProduct } from '#app/domain/product/write.server.ts'
import { refuse } from '#app/domain/refusal.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { idParam } from '#app/http/params.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Banner } from '#app/ui/components/banner.tsx'
import { Page } from '#app/ui/components/page.tsx'
import { ProductForm } from '#app/ui/product/product-form.tsx'

export const handle = { access: 'institution', title: 'product:edit_title' } satisfies RouteHandle

export const loader = load(handle.access, async ({ actor, db, params }) => {
  const product = await getProduct(db, actor, idParam(params))
  if (!mayManageProduct(actor, product)) throw refuse('missing', 'missing')
  return { product }
})

export const action = act(handle.access, 'form', {
  revise: intent(
    z.intersection(productSchema, z.object({ version: z.number().int() })),
    async ({ value: { version, ...input }, actor, db, params }) => {
      const id = idParam(params)
      await reviseProduct(db, actor, { id, version, input })
      return redirect(`/products/${id}`)
    },
  ),
})

export default function EditProduct() {
  const { t } = useTranslation('product')
  const { product } = useLoaderData<typeof loader>()
  return (
    <Page title={t('edit_title')}>
      {product.state === 'published' && <Banner tone="warning">{t('edit_published')}</Banner>}
      <ProductForm product={product} intent="revise" />
    </Page>
  )
}
