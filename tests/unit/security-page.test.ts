import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'docs/security.md'), 'utf8')

interface Row {
  control: string
  state: string
  how: string
  tests: string
}

/** The rows of the tables whose second last column says how; the first names controls. */
const rows: Row[] = text.split('\n').flatMap((line) => {
  const cells = line.split('|').map((cell) => cell.trim())
  if (cells.length !== 7 || !/^\d/.test(cells[1]!)) return []
  const [, control = '', , state = '', how = '', tests = ''] = cells
  return [{ control, state, how, tests }]
})

/** By chapter, how many requirements ASVS 5.0 has on levels 1 and 2. */
const chapters = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
]

describe('The page on security', () => {
  test('has a state and a reason for every control, and names none twice', () => {
    expect(rows.length).toBeGreaterThan(200)
    const controls = rows.flatMap(({ control }) => control.split(', '))
    expect(new Set(controls).size).toBe(controls.length)
    for (const { control, state, how, tests } of rows) {
      expect(['met', 'not met', 'not applicable'], control).toContain(state)
      expect(how.length > 0 || tests !== '–', control).toBe(true)
    }
    for (const chapter of chapters) {
      expect(
        controls.some((control) => control.startsWith(`${chapter}.`)),
        chapter,
      ).toBe(true)
    }
  })

  test('names tests that there are', () => {
    const named = rows.flatMap(({ control, tests }) =>
      tests === '–'
        ? []
        : tests.split('<br>').map((item) => {
            const [, file = '', title = ''] = /^`([^`]+)`(?: › (.+))?$/.exec(item) ?? []
            return { control, file, title }
          }),
    )
    expect(named.length).toBeGreaterThan(150)
    for (const { control, file, title } of named) {
      expect(existsSync(join(root, file)), `${control}: ${file}`).toBe(true)
      expect(readFileSync(join(root, file), 'utf8').includes(title), `${control}: ${title}`).toBe(
        true,
      )
    }
  })
})
