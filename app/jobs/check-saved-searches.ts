import { z } from 'zod'
import { checkSavedSearches } from '../domain/saved-search/check.server.ts'
import { isSearchUnavailable } from '../domain/search/finder.ts'
import { defineJob } from './job.ts'

/** Looks at kept searches for what is new; while search is away they wait. */
export const checkSavedSearchesJob = defineJob({
  name: 'check_saved_searches',
  access: 'market',
  schema: z.object({}).loose(),
  cron: '*/5 * * * *',
  async run(_, { db, search, log }) {
    try {
      await checkSavedSearches(db, search)
    } catch (error) {
      if (!isSearchUnavailable(error)) throw error
      log.warn('kept searches wait until search is back')
    }
  },
})
