import { nobody, type Policy } from './policy.ts'

/** What the market keeps for itself. */
export const system: Policy = {
  app_meta: { to: nobody, plain: ['key', 'value'] },
  audit: { to: nobody, plain: ['verb', 'subject_kind', 'detail', 'id'] },
  transition: {
    to: nobody,
    plain: ['noun', 'verb', 'from_state', 'to_state', 'reason'],
  },
  clock: { to: nobody, plain: ['stage', 'state', 'subject_kind'] },
  holiday: { to: () => ['anyone'], words: ['name'], plain: ['kind'] },
  import_run: {
    to: () => ['officer'],
    words: ['name'],
    bytes: ['content'],
    plain: ['kind', 'state', 'faults', 'header', 'mapping', 'problem', 'tally'],
  },
  rate_limit: { to: nobody, plain: ['key', 'points', 'expire'] },
  search_dirty: { to: nobody, plain: ['kind', 'failed_reason', 'version'] },
}
