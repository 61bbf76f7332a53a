import type { Logger } from '#app/logger.ts'

/**
 * Reads the figures of a page each for itself: one that fails is logged and null, and the page goes on without it.
 * What a page is about is not read so: without that there is no page.
 */
export const createFigureReader =
  (log: Logger) =>
  <T>(work: Promise<T>): Promise<T | null> =>
    work.catch((err: unknown) => {
      log.error({ err }, 'A figure could not be read: the page leaves it out.')
      return null
    })
