import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/actor.ts'
import { descriptionSchema } from '#app/domain/organization/describe.ts'
import { getOrganization, listPeers } from '#app/domain/organization/read.server.ts'
import { describeOrganization } from '#app/domain/organization/write.server.ts'
import { isRefusal } from '#app/domain/refusal.ts'
import { suspendOrganization } from '#app/domain/standing/write.server.ts'
import {
  type Bureau,
  makeBureau,
  makeDraft,
  makeEnterprise,
  type Organization,
} from '../../support/people.ts'
import { listCompanies } from '../../support/registry.ts'
import { testSearch } from '../../support/search.ts'
import { testWorld } from '../../support/world.ts'

const world = testWorld()
const found = testSearch(world)
let bureau: Bureau
let enterprise: Organization

beforeAll(async () => {
  bureau = await makeBureau(world)
  world.bureau = bureau
  enterprise = await makeEnterprise(world, { name: '南昌橱窗精密有限公司' })
})

const reads = (actor: Actor | null, id: string) =>
  getOrganization(world.db, actor, id).then(
    () => true,
    (error) => {
      if (isRefusal(error) && error.refusal === 'missing') return false
      throw error
    },
  )

describe("an organisation's page", () => {
  test('is for everybody once it is listed or verified', async () => {
    const [listed] = await listCompanies(world.db, [
      { name: '南昌挂名贸易有限公司', scope: '国内贸易' },
    ])
    expect(await reads(null, listed!.id)).toBe(true)
    expect(await reads(null, enterprise.id)).toBe(true)
  })

  test('is for its members and the officers while it enters or is suspended', async () => {
    const draft = await makeDraft(world)
    const gone = await makeEnterprise(world)
    await suspendOrganization(world.db, bureau.officer.actor, gone.id, '资质到期')
    for (const { id, owner } of [draft, gone]) {
      expect(await reads(null, id)).toBe(false)
      expect(await reads(enterprise.owner.actor, id)).toBe(false)
      expect(await reads(owner.actor, id)).toBe(true)
      expect(await reads(bureau.officer.actor, id)).toBe(true)
    }
  })

  test('says a listed company’s industry is only proposed, and names peers that stand in the market', async () => {
    const [one, peer] = await listCompanies(world.db, [
      { name: '南昌同行甲物业管理有限公司', scope: '物业管理' },
      { name: '南昌同行乙物业管理有限公司', scope: '物业管理' },
    ])
    const page = await getOrganization(world.db, null, one!.id)
    expect(page).toMatchObject({ industryProposed: true, standing: 'listed' })
    expect(page.industry).toEqual(['房地产业', '物业管理'])
    const peers = await listPeers(world.db, page)
    expect(peers.map(({ id }) => id)).toContain(peer!.id)
    expect(peers.map(({ id }) => id)).not.toContain(one!.id)
  })

  test('carries what its owner says of it, which is then found', async () => {
    const words = descriptionSchema.parse({
      shortName: '橱窗精密',
      offers: '五轴叶轮加工',
      website: 'https://example.com',
      employees: '35',
    })
    await describeOrganization(world.db, enterprise.owner.actor, enterprise.id, words)
    expect(await getOrganization(world.db, null, enterprise.id)).toMatchObject({
      shortName: '橱窗精密',
      offers: '五轴叶轮加工',
      employees: 35,
    })
    await found.drain()
    for (const text of ['叶轮加工', 'ccjm', '橱窗精密']) {
      const { hits } = await found.search.query({ text, audience: ['public'] })
      expect(hits[0]?.id, text).toBe(enterprise.id)
    }
  })

  test('can be changed by nobody else', async () => {
    const stranger = await makeEnterprise(world)
    for (const actor of [stranger.owner.actor, bureau.officer.actor]) {
      const asked = describeOrganization(world.db, actor, enterprise.id, { intro: '假的' })
      await expect(asked).rejects.toMatchObject({ refusal: 'forbidden' })
    }
    expect((await getOrganization(world.db, null, enterprise.id)).intro).toBeNull()
  })
})
