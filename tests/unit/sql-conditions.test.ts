import { expect, test } from 'vitest'
import { conditionsOf } from '../matrix/mutants/sql-conditions.ts'

const without = (body: string) =>
  conditionsOf(body).map(
    (item) => `${body.slice(0, item.from)}${item.without}${body.slice(item.to)}`,
  )

test('each of the conditions that must all hold is taken away by itself', () => {
  expect(
    without("select 1 from a join b on b.id = a.id where a.x = 1 and b.y in ('p', 'q') limit 1"),
  ).toEqual([
    "select 1 from a join b on true where a.x = 1 and b.y in ('p', 'q') limit 1",
    "select 1 from a join b on b.id = a.id where true and b.y in ('p', 'q') limit 1",
    'select 1 from a join b on b.id = a.id where a.x = 1 and true limit 1',
  ])
})

test('one of several of which one is enough lets nobody in any more', () => {
  expect(without('select 1 where a = 1 and (b = 2 or c = 3 and d = 4)')).toEqual([
    'select 1 where true and (b = 2 or c = 3 and d = 4)',
    'select 1 where a = 1 and (false or c = 3 and d = 4)',
    'select 1 where a = 1 and (b = 2 or true and d = 4)',
    'select 1 where a = 1 and (b = 2 or c = 3 and true)',
  ])
})

test('what stands within a condition is taken away too', () => {
  expect(without('select 1 where not exists (select from b where b.id = 1 -- and all\n)')).toEqual([
    'select 1 where true',
    'select 1 where not exists (select from b where true -- and all\n)',
  ])
})

test('a condition on which a function turns is tried both ways, one among several alternatives as absent', () => {
  expect(without('if a is null then return; end if; if b or c then return; end if;')).toEqual([
    'if true then return; end if; if b or c then return; end if;',
    'if false then return; end if; if b or c then return; end if;',
    'if a is null then return; end if; if false or c then return; end if;',
    'if a is null then return; end if; if b or false then return; end if;',
  ])
})

test('what an insert does on a conflict is no condition', () => {
  expect(without('insert into a values (1) on conflict (id) do update set x = 1')).toEqual([])
})
