/** The yardstick: a bare Socket.IO server that sends everyone the same frame at one instant, four times a second. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { path: '/realtime', addTrailingSlash: false, serveClient: false })
const [eventsPerFrame = 25] = process.argv.slice(2).map(Number)
const event = {
  seq: 12345,
  at: new Date().toISOString(),
  type: 'said',
  body: {},
  by: { personId: crypto.randomUUID(), organizationId: crypto.randomUUID() },
  texts: { 12345: '请问这笔资金最早什么时候用？' },
  names: { [crypto.randomUUID()]: '南昌华强精密机械有限公司' },
  people: { [crypto.randomUUID()]: '王小明' },
}
const events = Array(eventsPerFrame).fill(event)
let to = 0
setInterval(() => io.emit('frame', { room: 'bare', from: Date.now(), to: ++to, events }), 250)
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`Lianqiao: http://127.0.0.1:${(http.address() as AddressInfo).port}\n`)
})
