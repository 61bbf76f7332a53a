import { expect, test } from 'vitest'
import { csvText } from '#app/http/csv.ts'

const cellOf = (text: string) =>
  csvText([[text]])
    .replace('\uFEFF', '')
    .replace(/\r\n$/, '')

test.each([
  ...['=1+1', '+1', '-1', '@SUM(A1)', '＝HYPERLINK("http://x")', '＋1', '－1', '＠SUM(A1)'],
  ...['  =1+1', '\t=1', '\r=1', '\n=1', '\u00a0＝1', '\u3000=1', '\u200b=1', '\tx', '\rx'],
])('no spreadsheet takes %j for a formula', (text) => {
  expect(cellOf(text).replace(/^"/, '').startsWith("'")).toBe(true)
})

test.each(['面议', '10–20 万元', 'a=b', '1', ' 前面有空格', ''])('%j stays as it is', (text) => {
  expect(cellOf(text)).toBe(text)
})
