import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnterprise } from '#app/domain/import/enterprises.ts'
import { listEnterprises } from '#app/domain/organization/import.server.ts'
import type { Db } from '#db'
import { makeUscc } from './people.ts'

/** Files of public facts beside the repository; null where they aren't. */
export function sharedData(name: string): string | null {
  const path = join(import.meta.dirname, '../../../shared/data', name)
  return existsSync(path) ? path : null
}

export interface ListedCompany {
  id: string
  name: string
  uscc: string
}

/** Companies as a register has them, listed through the import's own verb. */
export async function listCompanies(
  db: Db,
  companies: readonly { name: string; scope?: string; road?: string }[],
): Promise<ListedCompany[]> {
  const facts = companies.map(({ name, scope = '', road = '' }) => {
    const parsed = parseEnterprise({ name, uscc: makeUscc(), business_scope: scope, road })
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults))
    return parsed.facts
  })
  await listEnterprises(db, null, facts, 'test')
  const rows = await db
    .selectFrom('organization')
    .select(['id', 'name', 'uscc'])
    .where(
      'uscc',
      'in',
      facts.map(({ uscc }) => uscc),
    )
    .execute()
  return facts.map(({ uscc }) => {
    const row = rows.find((row) => row.uscc === uscc)!
    return { id: row.id, name: row.name, uscc }
  })
}
