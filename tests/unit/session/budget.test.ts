import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSound } from '#app/domain/text/sound.ts'
import { createCounter, createTokenBucket, opensConnection } from '../../../realtime/budget.ts'
import { createSerialQueue } from '../../../realtime/serial-queue.ts'

describe('A token bucket', () => {
  test('never lets more through than its burst and what flowed in since', () => {
    const steps = fc.array(
      fc.record({ wait: fc.integer({ min: 0, max: 2000 }), take: fc.integer({ min: 1, max: 9 }) }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(steps, (all) => {
        let time = 0
        const bucket = createTokenBucket({ perSecond: 5, burst: 20 }, () => time)
        let through = 0
        for (const { wait, take } of all) {
          time += wait
          if (bucket.take(take) === 0) through += take
        }
        expect(through).toBeLessThanOrEqual(20 + (time / 1000) * 5)
      }),
    )
  })

  test('says how long to wait, and is full again after a while', () => {
    let time = 0
    const bucket = createTokenBucket({ perSecond: 10, burst: 2 }, () => time)
    expect([bucket.take(2), bucket.take(1)]).toEqual([0, 100])
    expect(bucket.isFull()).toBe(false)
    time = 1000
    expect(bucket.isFull()).toBe(true)
  })
})

test('a refused handshake makes nobody wait longer, and an empty name of a connection hides none', () => {
  let time = 0
  const bucket = createTokenBucket({ perSecond: 10, burst: 2 }, () => time)
  const tries = Array.from({ length: 50 }, () => bucket.tryTake(1))
  expect(tries.filter(Boolean)).toHaveLength(2)
  time = 100
  expect(bucket.tryTake(1)).toBe(true)
  const path = '/realtime?EIO=4&transport=polling'
  expect([path, `${path}&sid=`, `${path}&sid=x`].map(opensConnection)).toEqual([true, true, false])
})

test('a serial queue does one thing at a time, in order, and turns away what is too much', async () => {
  const queue = createSerialQueue(2)
  const done: number[] = []
  let most = 0
  let atWork = 0
  const work = (number: number) => async () => {
    most = Math.max(most, ++atWork)
    await Promise.resolve()
    done.push(number)
    atWork--
  }
  const turns = [1, 2, 3].map((number) => queue.run(work(number), 0))
  expect(queue.run(work(4), 0)).toBeNull()
  await Promise.all(turns)
  expect({ done, most }).toEqual({ done: [1, 2, 3], most: 1 })
  await queue.run(work(5), 0)
  expect(done).toContain(5)
})

test('a counter lets a place that was left be taken again', () => {
  const held = createCounter()
  expect([held.enter('a', 1), held.enter('a', 1), held.enter('b', 1)]).toEqual([true, false, true])
  held.leave('a')
  expect(held.enter('a', 1)).toBe(true)
})

test('a value nested without end is refused without being walked to its end', () => {
  const deep = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000)) as unknown
  expect(isSound(deep)).toBe(false)
  expect(isSound({ a: [{ b: ['文'] }] })).toBe(true)
  expect(isSound({ a: [{ 'b\u0000': 1 }] })).toBe(false)
})
