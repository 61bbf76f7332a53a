import { getImport } from '#app/domain/import/read.server.ts'
import type { RouteHandle } from '#app/http/access.ts'
import { csvResponse } from '#app/http/csv.ts'
import { idParam } from '#app/http/params.ts'
import { load } from '#app/http/route.ts'
import { faultTable } from '#app/i18n/import-faults.ts'

export const handle = { access: 'officer' } satisfies RouteHandle

/** Why rows were rejected, to be mended in the file. */
export const loader = load(handle.access, async ({ actor, db, params, t }) => {
  const { faults } = await getImport(db, actor, idParam(params))
  return csvResponse('faults.csv', faultTable(t, faults))
})
