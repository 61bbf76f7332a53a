import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '#db'
import { migrateTo } from '../../db/migrate.ts'
import { emptyDatabase } from '../support/database.ts'

let empty: Awaited<ReturnType<typeof emptyDatabase>>
let owner: pg.Client

beforeAll(async () => {
  empty = await emptyDatabase()
  await migrateTo(empty.ownerUrl, empty.appUrl, '0120_shared_sections')
  owner = new pg.Client({ connectionString: empty.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await empty?.drop()
})

const id = (last: number) => `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`
const [person, firm, bank, request] = [id(1), id(2), id(3), id(4)]

/** A consent of the old kind. @param by who gave it; null where the market did */
async function give(
  number: number,
  subject: 'request' | 'organization',
  purpose: string,
  {
    fields,
    state = 'granted',
    by = null as string | null,
  }: {
    fields: string
    state?: string
    by?: string | null
  },
): Promise<void> {
  await owner.query(
    `insert into consent (id, organization_id, subject_kind, subject_id, institution_id, purpose, fields, until, state, granted_by, granted_at)
     values ($1, $2, $3, $4, $5, $6, string_to_array($7, ' '), current_date + 90, $8, $9, now())`,
    [
      id(number),
      firm,
      subject,
      subject === 'request' ? request : firm,
      bank,
      purpose,
      fields,
      state,
      person,
    ],
  )
  await owner.query(
    `insert into transition (noun, subject_id, verb, to_state, person_id, at) values ('consent', $1, 'grant', 'granted', $2, now())`,
    [id(number), by],
  )
}

test('consents that were given before sources were named keep what their enterprise granted, and no more', async () => {
  await owner.query(`
    insert into person (id) values ('${person}');
    insert into organization (id, kind, institution_type, standing, name) values
      ('${firm}', 'enterprise', null, 'verified', '南昌旧制有限公司'), ('${bank}', 'institution', 'bank', 'verified', '旧制银行');
    insert into request (id, organization_id, state, title, amount_fen, term_months, purpose, urgency, expires_on, created_by)
      values ('${request}', '${firm}', 'published', '旧制需求', 100, 12, '周转', 'normal', current_date + 90, '${person}');
    insert into private.request_detail (request_id, contact_name, contact_phone, disclosed)
      values ('${request}', '周', '13800000000', array['tax'])`)
  await give(11, 'request', 'assess_request', { fields: 'contact tax' })
  await give(12, 'request', 'pre_approval', {
    fields: 'contact profit collateral_detail',
    by: person,
  })
  await give(13, 'request', 'loan_monitoring', { fields: 'collateral_detail', by: person })
  await give(14, 'organization', 'pre_approval', {
    fields: 'contact collateral_detail',
    by: person,
  })
  await give(15, 'request', 'pre_approval', { fields: 'contact tax', state: 'revoked', by: person })
  expect(await migrate(empty.ownerUrl, empty.appUrl)).toContain('0121_consent_source')
  const { rows } = await owner.query(
    `select right(id::text, 2) as id, source, state, array_to_string(fields, ' ') as fields from consent`,
  )
  const kept = (number: string) => rows.find((row) => row.id === number)
  expect(kept('11')).toMatchObject({ source: 'request', fields: 'contact tax' })
  expect(kept('12')).toMatchObject({ source: 'dossier', fields: 'contact profit' })
  expect(kept('13')).toMatchObject({ source: 'request', fields: 'collateral_detail' })
  expect(kept('14')).toMatchObject({ source: 'dossier', fields: 'contact' })
  expect(kept('15')).toMatchObject({ source: 'dossier', state: 'revoked' })
  const added = rows.filter((row) => !['11', '12', '13', '14', '15'].includes(row.id))
  expect(added).toMatchObject([
    { source: 'request', state: 'granted', fields: 'contact collateral_detail' },
  ])
  const detail = await owner.query(`select disclosed from private.request_detail`)
  expect(detail.rows).toEqual([{ disclosed: ['contact', 'tax'] }])
})
