import { describe, expect, test } from 'vitest'
import { refuse } from '#app/domain/refusal.ts'
import { createLimits, policyOf } from '#app/http/limits.ts'
import { refusalOf } from '../support/refusal.ts'
import { testWorld } from '../support/world.ts'

const world = testWorld()
const { points } = policyOf('sign_in')
const wrong = async () => {
  throw refuse('forbidden', 'sign_in_failed')
}

describe('A hall behind one address', () => {
  test('signs in at once in any number, since what goes well is counted nowhere', async () => {
    const limits = createLimits(world.database.pool)
    const rights = Array.from({ length: points * 3 }, (_, index) =>
      limits.countFailures('sign_in', '192.0.2.10', async () => index),
    )
    expect(await Promise.all(rights)).toHaveLength(points * 3)
  })

  test('is shut by a hundred failures, except to who is known', async () => {
    const limits = createLimits(world.database.pool)
    const attempt = (work: () => Promise<unknown>, isKnown: boolean) =>
      limits.countFailures('sign_in', '192.0.2.11', work, async () => isKnown)
    for (let count = 0; count < points; count++) {
      expect(await refusalOf(attempt(wrong, false))).toMatchObject({ refusal: 'forbidden' })
    }
    const right = async () => 'in'
    expect(await refusalOf(attempt(right, false))).toMatchObject({ refusal: 'too_many' })
    await expect(attempt(right, true)).resolves.toBe('in')
  })

  test('gets no more guesses by sending them all at once than a few', async () => {
    const limits = createLimits(world.database.pool)
    const refusals = await Promise.all(
      Array.from({ length: points * 2 }, () =>
        refusalOf(limits.countFailures('sign_in', '192.0.2.12', wrong)),
      ),
    )
    const looked = refusals.filter(({ refusal }) => refusal === 'forbidden').length
    expect(looked).toBeGreaterThanOrEqual(points)
    expect(looked).toBeLessThan(points + 4)
  })
})

describe('A site with many networks', () => {
  test('holds some of the places in which guesses are looked at, and never all', async () => {
    const limits = createLimits(world.database.pool)
    let finish = () => {}
    const held = new Promise<void>((resolve) => {
      finish = resolve
    })
    const ofSite = Array.from({ length: 20 }, (_, network) =>
      limits.countFailures('sign_in', `2001:db8:0:${network.toString(16)}::1`, () => held),
    )
    const other = limits.countFailures('sign_in', '192.0.2.13', async () => 'in')
    await expect(other).resolves.toBe('in')
    finish()
    await expect(Promise.all(ofSite)).resolves.toHaveLength(20)
  })

  test('gets back what a right code gives back, as each of its networks does', async () => {
    const limits = createLimits(world.database.pool)
    const { points } = policyOf('code')
    const networks = Array.from({ length: 10 }, (_, at) => `2001:db8:1:${at.toString(16)}::1`)
    for (const address of networks) {
      for (let count = 0; count < points; count++) await limits.countByNetwork('code', address)
    }
    const newcomer = '2001:db8:1:ffff::1'
    const isOpen = () => refusalOf(limits.requireOpen('code', newcomer, async () => false))
    expect(await isOpen()).toMatchObject({ refusal: 'too_many' })
    await limits.giveBackByNetwork('code', networks[0]!)
    await expect(limits.requireOpen('code', newcomer, async () => false)).resolves.toBeUndefined()
  })
})
