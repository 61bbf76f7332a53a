import type { Queryable } from '#db'
import type { Reason } from './matching.ts'

/** Fewer ended stages than this say nothing about an institution. */
const leastStages = 5
const promptShare = 0.9
const lateShare = 0.7

/** Whether institutions keep the limits of their stages (限时响应), by the clocks that ended. */
export async function readPunctuality(
  q: Queryable,
  organizationIds: readonly string[],
): Promise<Map<string, Reason>> {
  if (organizationIds.length === 0) return new Map()
  const rows = await q
    .selectFrom('clock')
    .select('responsible_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'met').as('met'),
    ])
    .where('responsible_id', 'in', [...organizationIds])
    .where('state', 'in', ['met', 'missed'])
    .groupBy('responsible_id')
    .execute()
  const reasons = rows.flatMap(({ responsible_id, ...counts }): [string, Reason][] => {
    const total = Number(counts.total)
    const met = Number(counts.met)
    if (!responsible_id || total < leastStages) return []
    if (met / total >= promptShare) return [[responsible_id, { kind: 'prompt', met, total }]]
    if (met / total >= lateShare) return []
    return [[responsible_id, { kind: 'late', missed: total - met, total }]]
  })
  return new Map(reasons)
}
