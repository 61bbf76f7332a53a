import { describe, expect, test } from 'vitest'
import { type AnyMachine, machines } from '#app/domain/state-machines.ts'
import { messagesOf } from '#app/i18n/index.ts'
import state from '#app/i18n/zh-CN/state.ts'

const isMachine = (value: unknown): value is AnyMachine =>
  typeof value === 'object' && value !== null && 'transitions' in value

const domain = import.meta.glob<Record<string, unknown>>(
  ['../../app/domain/**/*.ts', '!**/*.server.ts', '!**/machines.ts'],
  { eager: true },
)

test('every table of the domain is in the one list that the help reads', () => {
  const found = Object.values(domain).flatMap((module) => Object.values(module).filter(isMachine))
  expect(new Set(machines)).toEqual(new Set(found))
})

describe.each(['zh-CN', 'en'] as const)('The help in %s', (locale) => {
  test('has a word for every workflow, step, part, condition and clock', () => {
    const { help } = messagesOf(locale) as { help: Record<string, Record<string, string>> }
    const missing = machines.flatMap(({ noun, transitions }) => [
      ...['noun', 'about']
        .filter((group) => !help[group]?.[noun])
        .map((group) => `${group} ${noun}`),
      ...transitions.flatMap(({ verb, by, notifies, guard, deadline }) =>
        [
          ['verb', verb],
          ...[...by, ...notifies].map((part) => ['part', part]),
          ...(guard ? [['guard', guard]] : []),
          ...(deadline ? [['deadline', deadline]] : []),
        ]
          .filter(([group, key]) => !help[group!]?.[key!])
          .map((item) => item.join(' ')),
      ),
    ])
    expect([...new Set(missing)]).toEqual([])
  })
})

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

    test('only an appeal, or an undo under a condition, leads on from an end', () => {
      const onward = machine.transitions.filter(
        ({ from, to }) => machine.ends.includes(from) && !machine.ends.includes(to),
      )
      expect(
        onward.filter(
          ({ verb, guard }) =>
            verb !== 'uphold' && verb !== 'appeal' && !(verb === 'reopen' && guard),
        ),
      ).toEqual([])
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
