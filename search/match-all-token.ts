/**
 * A field with the same word in every document. Steps that only filter by keys search for it: without a word
 * they would have no score, and a federated search puts what has no score last whatever its weight.
 */
export const matchAllToken = { field: 'anything', word: 'qqqq' } as const
