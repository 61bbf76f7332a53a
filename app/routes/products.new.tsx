import { redirect } from '@remix-run/node'
import { useTranslation } from 'react-i18next'
import { productSchema } from '#app/domain/product/product.ts'
import { draftProduct } from '#app/domain/product/write.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { act, intent, load } from '#app/http/route.ts'
import { Page } from '#app/ui/components/page.tsx'
import { ProductForm } from '#app/ui/product/product-form.tsx'

export const handle = { access: 'institution', title: 'product:new_title' } satisfies RouteHandle

export const loader = load(handle.access, async () => null)

export const action = act(handle.access, 'form', {
  draft: intent(productSchema, async ({ value, actor, db }) => {
    const { id } = await draftProduct(db, actor, value)
    return redirect(`/products/${id}`)
  }),
})

export default function NewProduct() {
  const { t } = useTranslation('product')
  return (
    <Page title={t('new_title')} lead={t('new_lead')}>
      <ProductForm intent="draft" />
    </Page>
  )
}
