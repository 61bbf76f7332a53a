import { z } from 'zod'
import { fieldsOfSource } from '#app/domain/consent/vocabulary.ts'
import { eachOnce } from '#app/domain/financing/bounds.ts'
import { productInputSchema, productMachine } from '#app/domain/product/product.ts'
import { getProduct, listProductPortion } from '#app/domain/product/read.server.ts'
import {
  draftProduct,
  publishProduct,
  returnProduct,
  reviseProduct,
  submitProduct,
  withdrawProduct,
} from '#app/domain/product/write.server.ts'
import { applyDirectly } from '#app/domain/thread/write.server.ts'
import { bp, day, fen, id, instant, moved, version } from '../fields.ts'
import { listOperation, type OperationArgs, operation } from '../operation.ts'
import { remarks, requestBody, requestExample, reviewed } from './given.ts'

const figures = {
  id,
  name: z.string(),
  amountMinFen: fen.nullable(),
  amountMaxFen: fen.nullable(),
  termMinMonths: z.number().int().nullable(),
  termMaxMonths: z.number().int().nullable(),
  rateLowBp: bp.nullable(),
  rateHighBp: bp.nullable(),
  guarantees: z.array(z.string()),
  state: z.enum(productMachine.states),
  institution: z.string(),
}

const listedProduct = z.object({ ...figures, updatedAt: instant }).meta({ id: 'ListedProduct' })

const product = z
  .object({
    ...figures,
    organizationId: id,
    takesApplications: z.boolean(),
    repayments: z.array(z.string()),
    tiers: z.array(z.string()),
    industries: z.array(z.string()),
    targetNote: z.string().nullable(),
    conditions: z.string().nullable(),
    materials: z.string().nullable(),
    region: z.string().nullable(),
    feeOnceBp: bp.nullable(),
    feeYearlyBp: bp.nullable(),
    feeNote: z.string().nullable(),
    contactDays: z.number().int(),
    diligenceDays: z.number().int(),
    disburseDays: z.number().int(),
    version: z.number().int(),
  })
  .meta({ id: 'Product' })

const example = {
  name: 'Equipment loan',
  amountMinFen: 50_000_000,
  amountMaxFen: 1_000_000_000,
  termMaxMonths: 36,
  rateLowBp: 320,
  rateHighBp: 435,
  guarantees: ['credit' as const, 'mortgage' as const],
  conditions: 'Two years in business, taxes paid in the last year',
  contactDays: 1,
  diligenceDays: 3,
  disburseDays: 5,
}

const state = moved(productMachine.states)
type Own = Pick<OperationArgs<'institution', '{productId}'>, 'db' | 'actor' | 'params'>
const stateOf = async ({ db, actor, params: { productId } }: Own) => {
  const { id, state } = await getProduct(db, actor, productId)
  return { id, state }
}

export const products = [
  listOperation({
    id: 'listProducts',
    path: '/products',
    noun: 'product',
    access: 'everyone',
    scope: 'market:read',
    does: 'Financing products: the published, one’s own institution’s, or those that wait for review.',
    query: { which: z.enum(['own', 'review']).optional(), organizationId: id.optional() },
    item: listedProduct,
    list: ({ db, actor, query }) => listProductPortion(db, actor, query),
  }),
  operation({
    id: 'getProduct',
    method: 'GET',
    path: '/products/{productId}',
    noun: 'product',
    access: 'everyone',
    budget: 'read',
    scope: 'market:read',
    does: 'One product.',
    reply: product,
    work: ({ db, actor, params }) => getProduct(db, actor, params.productId),
  }),
  operation({
    id: 'draftProduct',
    method: 'POST',
    path: '/products',
    noun: 'product',
    access: 'institution',
    budget: 'write',
    scope: 'products:write',
    does: 'Keeps a new product of one’s institution as a draft.',
    body: productInputSchema,
    reply: state,
    status: 201,
    location: ({ id }) => `/products/${id}`,
    example,
    work: async ({ db, actor, body }) => {
      const { id } = await draftProduct(db, actor, body)
      return { id, state: 'draft' as const }
    },
  }),
  operation({
    id: 'reviseProduct',
    method: 'PUT',
    path: '/products/{productId}',
    noun: 'product',
    access: 'institution',
    budget: 'write',
    scope: 'products:write',
    does: 'Changes a product; one that is published goes back to draft and is reviewed again.',
    body: productInputSchema.safeExtend({ version }),
    reply: state,
    example: { ...example, version: 1 },
    work: async (ask) => {
      const { version, ...input } = ask.body
      await reviseProduct(ask.db, ask.actor, { id: ask.params.productId, version, input })
      return stateOf(ask)
    },
  }),
  ...(
    [
      [
        'submit',
        submitProduct,
        'institution',
        'products:write',
        'Hands a product to the bureau for review.',
      ],
      [
        'withdraw',
        withdrawProduct,
        'institution',
        'products:write',
        'Takes a product off the market.',
      ],
    ] as const
  ).map(([verb, work, access, scope, does]) =>
    operation({
      id: `${verb}Product`,
      method: 'POST',
      path: `/products/{productId}/${verb}`,
      noun: 'product',
      access,
      budget: 'write',
      scope,
      does,
      reply: state,
      work: async (ask) => {
        await work(ask.db, ask.actor, ask.params.productId)
        return stateOf(ask)
      },
    }),
  ),
  operation({
    id: 'publishProduct',
    method: 'POST',
    path: '/products/{productId}/publish',
    noun: 'product',
    access: 'officer',
    budget: 'write',
    scope: 'reviews:write',
    does: 'Puts a reviewed product before the market.',
    body: reviewed,
    reply: state,
    example: { version: 2 },
    work: async (ask) => {
      await publishProduct(ask.db, ask.actor, { id: ask.params.productId, ...ask.body })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'returnProduct',
    method: 'POST',
    path: '/products/{productId}/return',
    noun: 'product',
    access: 'officer',
    budget: 'write',
    scope: 'reviews:write',
    does: 'Sends a product back with remarks on what to mend.',
    body: remarks,
    reply: state,
    example: { remarks: 'Please say what early repayment costs.' },
    work: async (ask) => {
      await returnProduct(ask.db, ask.actor, { id: ask.params.productId, ...ask.body })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'applyForProduct',
    method: 'POST',
    path: '/products/{productId}/applications',
    noun: 'product',
    access: 'enterprise',
    budget: 'write',
    scope: 'requests:write',
    does: 'Applies to one institution with one of its products, and consents to what it may read.',
    body: requestBody.extend({
      fields: eachOnce(fieldsOfSource.dossier).default([]),
      until: day,
      despite: z.boolean().default(false).meta({
        description: 'One has read which conditions are not met, and applies all the same.',
      }),
    }),
    reply: z.object({ threadId: id }),
    status: 201,
    location: ({ threadId }) => `/threads/${threadId}`,
    example: { ...requestExample, fields: ['revenue', 'tax'], until: '2030-06-30', despite: true },
    work: ({ db, actor, params: { productId }, body }) => {
      const { fields, until, despite, ...input } = body
      return applyDirectly(db, actor, {
        productId,
        input,
        consent: { fields, until },
        acknowledgeIneligible: despite,
      })
    },
  }),
]
