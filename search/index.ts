import { Meilisearch } from 'meilisearch'

export interface Search {
  /** True when the server answers and takes our key. */
  alive(): Promise<boolean>
}

export function connectSearch({ url, key }: { url: string; key: string }): Search {
  const client = new Meilisearch({ host: url, apiKey: key, timeout: 2000 })
  return {
    alive: async () => {
      try {
        await client.getVersion()
        return true
      } catch {
        return false
      }
    },
  }
}
