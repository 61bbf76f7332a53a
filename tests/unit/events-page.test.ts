import { expect, test } from 'vitest'
import { events } from '#app/domain/event-catalogue.ts'
import { messagesOf } from '#app/i18n/index.ts'

const sentences = (messagesOf('zh-CN') as { notice: Record<string, string> }).notice

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`

const page = (): string =>
  [
    '# Events',
    '',
    'Every kind of event that people are notified of, made from the definitions in `events.ts` of each noun. The topic decides how',
    'somebody is written to and which webhooks carry it; a kind marked *once* is not repeated while its reader has not read it.',
    'This page is written by its test: `npm test -- --project unit events-page -u`.',
    '',
    row('Kind', 'Topic', 'Notified', 'Sentence'),
    '|---|---|---|---|',
    ...events.map(({ kind, category: topic, to, onceUnread }) =>
      row(`\`${kind}\`${onceUnread ? ' (once)' : ''}`, topic, to.join(', '), sentences[kind] ?? ''),
    ),
    '',
  ].join('\n')

test('the page of events says who is notified of what, and in which words', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/events.md')
})

test('an event names every figure that its sentence shows', () => {
  const wrong = events.flatMap(({ kind, params }) =>
    [...(sentences[kind] ?? '').matchAll(/\{\{\s*(\w+)/g)].flatMap(([, name]) =>
      params.includes(name!) ? [] : `${kind}: ${name}`,
    ),
  )
  expect(wrong).toEqual([])
})
