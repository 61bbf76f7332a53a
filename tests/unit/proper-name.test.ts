import { expect, test } from 'vitest'
import { properName } from '#app/domain/text/proper-name.ts'

const takes = (name: string) => properName(2, 100).safeParse(name).success

test.each([
  '南昌华强精密机械有限公司',
  '江西（东湖）数智·科技股份有限公司',
  'A&B 贸易有限公司',
  "O'Neill-Smith",
  '阿卜杜拉·买买提',
  '𠮷田五金店',
  '南昌锐成模具有限公司（演示）',
])('%s is a name', (name) => {
  expect(takes(name)).toBe(true)
})

test.each([
  '查账通知 请立即登录 http://evil.example/a 核验',
  '请登录 www.evil.com',
  'evil.example 有限公司',
  'ｈｔｔｐ：／／evil',
  '登录 evil．com 核验',
  '公司\u202e司公',
  '公司\u0000',
  '公\n司',
  '公司\u200b名',
  '<b>公司</b>',
])('%j is none', (name) => {
  expect(takes(name)).toBe(false)
})
