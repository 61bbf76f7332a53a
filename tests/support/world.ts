import { createVault } from '#app/domain/vault.server.ts'
import { type TestDatabase, testDatabase, testSecretKey } from './database.ts'
import type { World } from './people.ts'

export { testSecretKey }

/** A market of this test file's own, for the factories of people and things. */
export function testWorld(): World & TestDatabase {
  const market = testDatabase()
  return {
    get db() {
      return market.db
    },
    get database() {
      return market.database
    },
    get appUrl() {
      return market.appUrl
    },
    get ownerUrl() {
      return market.ownerUrl
    },
    stopClock: market.stopClock,
    whileAway: market.whileAway,
    vault: createVault(testSecretKey),
  }
}
