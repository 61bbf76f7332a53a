import type { Db } from '#db'
import type { ListingFacts } from '../listing/facts.ts'
import { previewListings, repostListings } from '../listing/import.server.ts'
import type { RegistryFacts } from '../organization/facts.ts'
import { listEnterprises, previewEnterprises } from '../organization/import.server.ts'
import type { ProductFacts } from '../product/facts.ts'
import { listProducts, previewProducts } from '../product/import.server.ts'
import { enterpriseColumns, enterpriseRequired, parseEnterprise } from './enterprises.ts'
import type { ImportKindName } from './import-run.ts'
import { listingColumns, listingRequired, parseListing } from './listings.ts'
import type { Cells, Outcome, Parsed } from './outcome.ts'
import { parseProduct, productColumns, productRequired } from './products.ts'
import type { Columns } from './read-table.server.ts'

/** A kind of file that can be taken in. */
export interface ImportKind<Facts> {
  columns: Columns
  required: readonly string[]
  /** The column that tells one thing from another. */
  key: string
  parse(row: Cells): Parsed<Facts>
  keyOf(facts: Facts): string
  foresee(db: Db, facts: readonly Facts[]): Promise<Outcome[]>
  write(db: Db, facts: readonly Facts[], source: string): Promise<Outcome[]>
}

const enterprises: ImportKind<RegistryFacts> = {
  columns: enterpriseColumns,
  required: enterpriseRequired,
  key: 'uscc',
  parse: parseEnterprise,
  keyOf: ({ uscc }) => uscc,
  foresee: previewEnterprises,
  write: (db, facts, source) => listEnterprises(db, null, facts, source),
}

const products: ImportKind<ProductFacts> = {
  columns: productColumns,
  required: productRequired,
  key: 'id',
  parse: parseProduct,
  keyOf: (facts) => facts.external_ref,
  foresee: previewProducts,
  write: (db, facts) => listProducts(db, null, facts),
}

const listings: ImportKind<ListingFacts> = {
  columns: listingColumns,
  required: listingRequired,
  key: 'demand_id',
  parse: parseListing,
  keyOf: (facts) => facts.external_ref,
  foresee: previewListings,
  write: (db, facts) => repostListings(db, null, facts),
}

// biome-ignore lint/suspicious/noExplicitAny: each kind has facts of its own
export const importKinds: Readonly<Record<ImportKindName, ImportKind<any>>> = {
  enterprises,
  products,
  listings,
}
