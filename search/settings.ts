import { createHash } from 'node:crypto'
import type { Settings } from 'meilisearch'
import { documentsVersion, facetNames } from './documents.ts'
import { matchAllToken } from './match-all-token.ts'

/** Fields that hold words as people write them, the weightiest first. */
export const wordFields = ['name', 'aliases', 'codes', 'topics', 'text']

const exactFields = [matchAllToken.field, 'codes', 'characters', 'initials', 'pinyin']

export const facetField = (name: string): string => `facet.${name}`

export const settings: Settings = {
  searchableAttributes: [...wordFields, 'characters', 'initials', 'pinyin', matchAllToken.field],
  displayedAttributes: ['doc', 'kind', 'id'],
  filterableAttributes: ['kind', 'audience', 'keys', ...facetNames.map(facetField)],
  sortableAttributes: ['amount', 'term', 'rate', 'at'],
  // Sort rules of its own would make steps with and without words incomparable (federated search refuses that).
  rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness'],
  // A slip in Chinese is a matter of the planner's keys; Latin words keep Meilisearch's own tolerance.
  typoTolerance: { enabled: true, disableOnAttributes: exactFields },
  // The other fields hold Latin tokens of our own making; taking them apart as Chinese would only cost time.
  localizedAttributes: [{ attributePatterns: wordFields, locales: ['zho', 'eng'] }],
  faceting: { maxValuesPerFacet: 200 },
  pagination: { maxTotalHits: 20_000 },
}

/** Changes when the index must be rebuilt. */
export const shape: string = createHash('sha256')
  .update(JSON.stringify([settings, documentsVersion]))
  .digest('hex')
  .slice(0, 16)
