/** A process of its own that asks for a page again and again, and tells the longest wait of each stretch. */
import { setTimeout as pause } from 'node:timers/promises'

const [url = '', pauseMs = '50'] = process.argv.slice(2)

let waits: number[] = []

process.on('message', () => {
  process.send?.(waits)
  waits = []
})

for (;;) {
  const asked = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (answer.status >= 500) throw new Error(`${url}: ${answer.status}`)
  waits.push(performance.now() - asked)
  await pause(Number(pauseMs))
}
