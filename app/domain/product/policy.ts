import { type Actor, actsFor, isBureau, isInstitution, isOfficerFor } from '../actor.ts'
import { isPublished, type ProductState } from './product.ts'

interface Facts {
  organizationId: string
  state: ProductState
}

/** Published products are public; the others are their institution's and the officers'. */
export const mayReadProduct = (actor: Actor | null, product: Facts): boolean =>
  isPublished(product) || actsFor(actor, product.organizationId) || isBureau(actor, 'officer')

export const mayManageProducts = (actor: Actor | null): boolean => isInstitution(actor)

export const mayManageProduct = (
  actor: Actor | null,
  product: Pick<Facts, 'organizationId'>,
): boolean => isInstitution(actor) && actsFor(actor, product.organizationId)

export const mayReviewProduct = (
  actor: Actor | null,
  product: Pick<Facts, 'organizationId'>,
): boolean => isOfficerFor(actor, product.organizationId)
