import { z } from 'zod'
import { listingInputSchema, listingMachine } from '#app/domain/listing/listing.ts'
import { getListing, listListingPortion } from '#app/domain/listing/read.server.ts'
import { directions, listingKinds } from '#app/domain/listing/vocabulary.ts'
import {
  draftListing,
  publishListing,
  returnListing,
  reviseListing,
  submitListing,
  withdrawListing,
} from '#app/domain/listing/write.server.ts'
import { day, fen, id, instant, moved, named, version } from '../fields.ts'
import { listOperation, type OperationArgs, operation } from '../operation.ts'
import { reason, remarks, reviewed } from './given.ts'

const listed = {
  id,
  direction: z.enum(directions),
  kind: z.enum(listingKinds),
  state: z.enum(listingMachine.states),
  title: z.string(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  priceLowFen: fen.nullable(),
  priceHighFen: fen.nullable(),
  place: z.string().nullable(),
  deadline: day.nullable(),
  certificates: z.array(z.string()),
  reposted: z.boolean(),
  expiresOn: day.nullable(),
  publishedAt: instant.nullable(),
  updatedAt: instant,
  owner: named.nullable().meta({ description: 'Null where it stays unnamed for the reader.' }),
}
const listedListing = z.object(listed).meta({ id: 'ListedListing' })

const listing = z
  .object({
    ...listed,
    body: z.string(),
    specs: z.array(z.object({ name: z.string(), value: z.string(), unit: z.string().nullable() })),
    anonymous: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Listing' })

const example = {
  direction: 'demand' as const,
  kind: 'product' as const,
  title: 'Two five-axis machining centres wanted',
  body: 'For moulds of car parts: travel of 800 mm or more, delivered within three months.',
  specs: [{ name: 'Positioning accuracy', value: '0.005', unit: 'mm' }],
  quantity: 2,
  unit: 'machines',
  priceHighFen: 500_000_000,
  deadline: '2030-12-31',
}

const state = moved(listingMachine.states)
type Own = Pick<OperationArgs<'verified', '{listingId}'>, 'db' | 'actor' | 'params'>
const stateOf = async ({ db, actor, params: { listingId } }: Own) => {
  const { id, state } = await getListing(db, actor, listingId)
  return { id, state }
}

export const listings = [
  listOperation({
    id: 'listListings',
    path: '/listings',
    noun: 'listing',
    access: 'everyone',
    scope: 'market:read',
    does: 'Supplies and demands: the public, or one’s own organisation’s in all states.',
    query: { which: z.enum(['own']).optional(), direction: z.enum(directions).optional() },
    item: listedListing,
    list: ({ db, actor, query }) => listListingPortion(db, actor, query),
  }),
  operation({
    id: 'getListing',
    method: 'GET',
    path: '/listings/{listingId}',
    noun: 'listing',
    access: 'everyone',
    budget: 'read',
    scope: 'market:read',
    does: 'One listing.',
    reply: listing,
    work: ({ db, actor, params }) => getListing(db, actor, params.listingId),
  }),
  operation({
    id: 'draftListing',
    method: 'POST',
    path: '/listings',
    noun: 'listing',
    access: 'verified',
    budget: 'write',
    scope: 'listings:write',
    does: 'Keeps a new listing of one’s organisation as a draft.',
    body: listingInputSchema,
    reply: state,
    status: 201,
    location: ({ id }) => `/listings/${id}`,
    example,
    work: async ({ db, actor, body }) => {
      const { id } = await draftListing(db, actor, body)
      return { id, state: 'draft' as const }
    },
  }),
  operation({
    id: 'reviseListing',
    method: 'PUT',
    path: '/listings/{listingId}',
    noun: 'listing',
    access: 'verified',
    budget: 'write',
    scope: 'listings:write',
    does: 'Changes a listing, as far as it may still be changed.',
    body: listingInputSchema.safeExtend({ version }),
    reply: state,
    example: { ...example, version: 1 },
    work: async (ask) => {
      const { version, ...input } = ask.body
      await reviseListing(ask.db, ask.actor, { id: ask.params.listingId, version, input })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'submitListing',
    method: 'POST',
    path: '/listings/{listingId}/submit',
    noun: 'listing',
    access: 'verified',
    budget: 'write',
    scope: 'listings:write',
    does: 'Hands a listing to the bureau for review.',
    reply: state,
    work: async (ask) => {
      await submitListing(ask.db, ask.actor, ask.params.listingId)
      return stateOf(ask)
    },
  }),
  operation({
    id: 'withdrawListing',
    method: 'POST',
    path: '/listings/{listingId}/withdraw',
    noun: 'listing',
    access: 'verified',
    budget: 'write',
    scope: 'listings:write',
    does: 'Takes a listing back.',
    body: reason,
    reply: state,
    example: { reason: 'A supplier was found' },
    work: async (ask) => {
      await withdrawListing(ask.db, ask.actor, { id: ask.params.listingId, ...ask.body })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'publishListing',
    method: 'POST',
    path: '/listings/{listingId}/publish',
    noun: 'listing',
    access: 'officer',
    budget: 'write',
    scope: 'reviews:write',
    does: 'Puts a reviewed listing before the market.',
    body: reviewed,
    reply: state,
    example: { version: 2 },
    work: async (ask) => {
      await publishListing(ask.db, ask.actor, { id: ask.params.listingId, ...ask.body })
      return stateOf(ask)
    },
  }),
  operation({
    id: 'returnListing',
    method: 'POST',
    path: '/listings/{listingId}/return',
    noun: 'listing',
    access: 'officer',
    budget: 'write',
    scope: 'reviews:write',
    does: 'Sends a listing back with remarks on what to mend.',
    body: remarks,
    reply: state,
    example: { remarks: 'Please leave out the telephone number.' },
    work: async (ask) => {
      await returnListing(ask.db, ask.actor, { id: ask.params.listingId, ...ask.body })
      return stateOf(ask)
    },
  }),
]
