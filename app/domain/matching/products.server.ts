import type { Queryable } from '#db'
import { type Acting, actsFor } from '../actor.ts'
import { checkEligibility, type EnterpriseFacts, verdictOf } from '../eligibility/eligibility.ts'
import { readFacts } from '../eligibility/read.server.ts'
import { rulesOf } from '../eligibility/rules.ts'
import { eligibilityColumns, toEligibilityProduct } from '../product/read.server.ts'
import { dayOf } from '../time/working-days.ts'
import { readDismissed } from './dismissals.server.ts'
import { best, type Proposal, propose, type Reason } from './matching.ts'
import { readPunctuality } from './punctuality.server.ts'

/** What an enterprise asks for; fen, months, basis points. */
export interface ProductSearch {
  /** The request, or the enterprise itself while it has none. */
  subjectId: string
  amountFen: number | null
  termMonths: number | null
  rateMaxBp: number | null
  guarantees: readonly string[]
}

const mostCandidates = 300

/**
 * The products that suit what an enterprise asks for, each with its reasons. The enterprise's own figures count only
 * when the enterprise itself looks.
 */
export async function proposeProducts(
  q: Queryable,
  actor: Acting,
  enterpriseId: string,
  asked: ProductSearch,
  now: Date,
): Promise<Proposal[]> {
  const facts = actsFor(actor, enterpriseId)
    ? await readFacts(q, actor)
    : await readPublicFacts(q, enterpriseId)
  const [rows, dismissed] = await Promise.all([
    selectCandidates(q, asked),
    readDismissed(q, enterpriseId, asked.subjectId),
  ])
  const wanted = rows.filter(({ id }) => !dismissed.has(id))
  const punctuality = await readPunctuality(q, [
    ...new Set(wanted.map((row) => row.organization_id)),
  ])
  return best(
    wanted.map((row) =>
      propose({ kind: 'product', id: row.id, title: row.name, by: row.institution }, [
        ...judge(row, facts, asked, dayOf(now)),
        punctuality.get(row.organization_id) ?? null,
      ]),
    ),
  )
}

function selectCandidates(q: Queryable, { amountFen, termMonths }: ProductSearch) {
  return q
    .selectFrom('product')
    .innerJoin('organization', 'organization.id', 'product.organization_id')
    .select(['product.id', 'product.name', 'product.organization_id', 'product.guarantees'])
    .select(['product.rate_low_bp', 'organization.standing'])
    .select(eligibilityColumns)
    .select('organization.name as institution')
    .where('product.state', '=', 'published')
    .where('organization.standing', 'in', ['verified', 'listed'])
    .$if(amountFen !== null, (query) =>
      query.where((eb) =>
        eb.and([
          eb.or([
            eb('product.amount_max_fen', 'is', null),
            eb('product.amount_max_fen', '>=', amountFen!),
          ]),
          eb.or([
            eb('product.amount_min_fen', 'is', null),
            eb('product.amount_min_fen', '<=', amountFen!),
          ]),
        ]),
      ),
    )
    .$if(termMonths !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('product.term_max_months', 'is', null),
          eb('product.term_max_months', '>=', termMonths!),
        ]),
      ),
    )
    .orderBy('product.rate_low_bp', (order) => order.asc().nullsLast())
    .orderBy('product.id')
    .limit(mostCandidates)
    .execute()
}

type Row = Awaited<ReturnType<typeof selectCandidates>>[number]

function judge(
  row: Row,
  facts: EnterpriseFacts,
  asked: ProductSearch,
  today: string,
): (Reason | null)[] {
  const findings = checkEligibility(rulesOf(toEligibilityProduct(row)), facts, asked, today)
  const failed = findings.filter(({ outcome }) => outcome === 'fail')
  const shared = row.guarantees.filter((guarantee) => asked.guarantees.includes(guarantee))
  const compares = asked.guarantees.length > 0 && row.guarantees.length > 0
  return [
    verdictOf(findings) === 'pass' && findings.length > 0 ? { kind: 'eligible' } : null,
    ...failed.map(({ rule }) => ({ kind: 'ineligible' as const, rule: rule.kind })),
    judgeRate(row.rate_low_bp, asked.rateMaxBp),
    compares && shared.length > 0 ? { kind: 'guarantees', guarantees: shared } : null,
    compares && shared.length === 0 ? { kind: 'no_guarantee' } : null,
    row.tiers.includes(facts.tier) ? { kind: 'tier', tier: facts.tier } : null,
    row.standing === 'verified' ? { kind: 'direct' } : { kind: 'not_joined' },
  ]
}

function judgeRate(rateBp: number | null, maxBp: number | null): Reason | null {
  if (rateBp === null) return null
  if (maxBp === null) return { kind: 'rate', rateBp }
  return rateBp <= maxBp
    ? { kind: 'rate_within', rateBp, maxBp }
    : { kind: 'rate_above', rateBp, maxBp }
}

/** What everybody may know of an enterprise. */
async function readPublicFacts(q: Queryable, enterpriseId: string): Promise<EnterpriseFacts> {
  const row = await q
    .selectFrom('organization')
    .select(['tier', 'registered_on', 'province', 'city', 'district'])
    .where('id', '=', enterpriseId)
    .executeTakeFirstOrThrow()
  const { registered_on: registeredOn, ...rest } = row
  const unknown = { revenueFen: null, taxFen: null, rndFen: null, assetsFen: null }
  return { ...rest, registeredOn, ...unknown, liabilitiesFen: null }
}
