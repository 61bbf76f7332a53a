import { describe, expect, test } from 'vitest'
import { appealMachine } from '#app/domain/appeal/appeal.ts'
import { branchMachine } from '#app/domain/branch/branch.ts'
import { consentMachine } from '#app/domain/consent/consent.ts'
import { dealMachine } from '#app/domain/deal/deal.ts'
import { importMachine } from '#app/domain/import/import-run.ts'
import { interestMachine } from '#app/domain/interest/interest.ts'
import { listingMachine } from '#app/domain/listing/listing.ts'
import type { Machine } from '#app/domain/machine.ts'
import { offerMachine } from '#app/domain/offer/offer.ts'
import { standingMachine } from '#app/domain/organization/standing.ts'
import { productMachine } from '#app/domain/product/product.ts'
import { requestMachine } from '#app/domain/request/request.ts'
import * as session from '#app/domain/session/session.ts'
import * as standing from '#app/domain/standing/standing.ts'
import { threadMachine } from '#app/domain/thread/thread.ts'
import state from '#app/i18n/zh-CN/state.ts'

type AnyMachine = Machine<string, string, string>

const isMachine = (value: unknown): value is AnyMachine =>
  typeof value === 'object' && value !== null && 'transitions' in value

const machines = [
  ...[
    standingMachine,
    productMachine,
    requestMachine,
    threadMachine,
    offerMachine,
    appealMachine,
    branchMachine,
    consentMachine,
  ],
  ...[listingMachine, interestMachine, dealMachine, importMachine],
  ...Object.values(session).filter(isMachine),
  ...Object.values(standing).filter(isMachine),
] as unknown as AnyMachine[]

describe.each(machines.map((machine) => [machine.noun, machine] as const))(
  '%s',
  (noun, machine) => {
    test('every state can be reached', () => {
      const reached = new Set(machine.initial)
      for (let before = -1; before !== reached.size; ) {
        before = reached.size
        for (const { from, to } of machine.transitions) if (reached.has(from)) reached.add(to)
      }
      expect([...reached].sort()).toEqual([...machine.states].sort())
    })

    test('every state that is not an end leads to an end', () => {
      const ending = new Set(machine.ends)
      for (let before = -1; before !== ending.size; ) {
        before = ending.size
        for (const { from, to } of machine.transitions) if (ending.has(to)) ending.add(from)
      }
      expect([...ending].sort()).toEqual([...machine.states].sort())
    })

    test('only an appeal leads on from an end', () => {
      const onward = machine.transitions.filter(
        ({ from, to }) => machine.ends.includes(from) && !machine.ends.includes(to),
      )
      expect(onward.filter(({ verb }) => verb !== 'uphold' && verb !== 'appeal')).toEqual([])
    })

    test('every step is somebody’s to take and somebody hears of it', () => {
      for (const { by, notifies } of machine.transitions) {
        expect(by.length).toBeGreaterThan(0)
        expect(notifies.length).toBeGreaterThan(0)
      }
    })

    test('a verb leads from one state to one state only', () => {
      const steps = machine.transitions.map(({ from, verb }) => `${from} ${verb}`)
      expect(new Set(steps).size).toBe(steps.length)
    })

    test('every state has its word', () => {
      const words = (state as Record<string, Record<string, string>>)[noun] ?? {}
      expect(Object.keys(words)).toEqual(expect.arrayContaining([...machine.states]))
    })
  },
)
