import type { Page } from 'playwright-core'
import { connect, sql } from '#db'
import { everySealedField } from './sealed-fields.ts'
import type { testWorld } from './world.ts'

/** A link without a space, and a name: the longest that people write. */
const link = `https://mp.weixin.qq.com/s?${'a1B2c3'.repeat(70)}`.slice(0, 420)
const name =
  '南昌市青山湖区先进制造业产业链上下游协同创新与数字化转型服务示范基地建设运营管理有限责任公司'
const longest = { link, name }

const MAX_ROWS = 500
/** Words of people, and no code or figure. */
const isWords = (value: string) => /\p{Script=Han}/u.test(value) || / /.test(value.trim())

/** Every text that somebody wrote or that names something, each as a whole. */
export async function everyTextOf({
  ownerUrl,
  vault,
}: ReturnType<typeof testWorld>): Promise<ReadonlySet<string>> {
  const { db, close } = connect({ url: ownerUrl })
  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'private') and tablename not like 'kysely%'`.execute(db)
  const texts = new Set<string>()
  const take = (value: unknown): void => {
    if (typeof value === 'string') {
      if (isWords(value)) texts.add(value.trim())
    } else if (value && typeof value === 'object') Object.values(value).forEach(take)
  }
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: unknown }>`
      select to_jsonb(t) as row from ${sql.raw(name)} t limit ${MAX_ROWS}`.execute(db)
    rows.forEach(take)
  }
  take(await everySealedField(db, vault))
  await close()
  return texts
}

/** Puts the longest words in place of all that people wrote on an open page; names what that made wider than it is. */
export async function widenedByLongWords(
  page: Page,
  texts: ReadonlySet<string>,
): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const nodes: Text[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode as Text
      if (!node.parentElement?.closest('script, style, option, noscript')) nodes.push(node)
    }
    Object.assign(window, { textNodes: nodes })
    return nodes.map((node) => node.data.trim())
  })
  const written = shown.flatMap((text, index) => (texts.has(text) ? [index] : []))
  const faults: string[] = []
  for (const [kind, words] of Object.entries(longest)) {
    const widened = await page.evaluate(
      ({ written, words }) => {
        const { textNodes } = window as unknown as { textNodes: Text[] }
        const before = written.map((index) => textNodes[index]?.data ?? '')
        for (const index of written) if (textNodes[index]) textNodes[index].data = words
        const width = document.documentElement.scrollWidth
        const first = written
          .map((index) => textNodes[index]?.parentElement)
          .find((element) => (element?.getBoundingClientRect().right ?? 0) > innerWidth)
        const where = first?.outerHTML.replace(words, '…').slice(0, 160)
        for (const [place, index] of written.entries()) {
          if (textNodes[index]) textNodes[index].data = before[place] ?? ''
        }
        return width > innerWidth ? `${width} px wide by ${where}` : null
      },
      { written, words },
    )
    if (widened) faults.push(`with a long ${kind} ${widened}`)
  }
  return faults
}
