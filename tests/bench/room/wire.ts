/** One websocket of a crowd, by hand: it looks at the beginning of each packet and lets the rest pass uncopied. */
import { connect, type Socket } from 'node:net'

/** What came, as bytes that are good until the call returns: the packet's beginning, from `start` to `end`. */
export interface Listener {
  begin(bytes: Buffer, start: number, end: number): void
  /** The packet that began has come to its end. */
  whole(): void
}

export interface Wire {
  send(text: string): void
}

/** As much of a packet as is looked at. */
const peekBytes = 200

/** All sockets of the process read into the same memory: what came is looked at before the next one reads. */
const memory = Buffer.allocUnsafe(64 * 1024)

export function openWire(port: number, token: string, listener: Listener): Wire {
  let rest: Buffer | null = null
  let skip = 0
  let open = false

  function take(chunk: Buffer): void {
    let bytes = rest ? Buffer.concat([rest, chunk]) : chunk
    rest = null
    if (!open) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) {
        rest = Buffer.from(bytes)
        return
      }
      open = true
      bytes = bytes.subarray(end + 4)
    }
    let at = 0
    while (at < bytes.length) {
      if (skip > 0) {
        const taken = Math.min(skip, bytes.length - at)
        skip -= taken
        at += taken
        if (skip === 0) listener.whole()
        continue
      }
      const head = headOf(bytes, at)
      const peek = head && Math.min(head.size, peekBytes)
      if (!head || peek === null || bytes.length - at - head.length < peek) {
        rest = Buffer.from(bytes.subarray(at))
        return
      }
      at += head.length
      listener.begin(bytes, at, at + peek)
      skip = head.size
      if (head.size === 0) listener.whole()
    }
  }

  const socket: Socket = connect({
    port,
    host: '127.0.0.1',
    onread: {
      buffer: memory,
      callback(length) {
        take(memory.subarray(0, length))
        return true
      },
    },
  })
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.write(
    `GET /realtime?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bGlhbnFpYW8gYmVuY2ggIQ==\r\nCookie: lianqiao=${token}\r\n\r\n`,
  )
  return {
    send(text) {
      const body = Buffer.from(text)
      socket.write(Buffer.concat([headFor(body.length), body]))
    },
  }
}

/** Of a frame of text; the mask is zero, so the bytes stand as they are. */
function headFor(length: number): Buffer {
  const head = length < 126 ? Buffer.alloc(6) : Buffer.alloc(8)
  head[0] = 0x81
  if (length < 126) head[1] = 0x80 | length
  else {
    head[1] = 0x80 | 126
    head.writeUInt16BE(length, 2)
  }
  return head
}

function headOf(bytes: Buffer, at: number): { length: number; size: number } | null {
  const left = bytes.length - at
  if (left < 2) return null
  const short = bytes[at + 1]! & 0x7f
  if (short < 126) return { length: 2, size: short }
  if (short === 126) return left < 4 ? null : { length: 4, size: bytes.readUInt16BE(at + 2) }
  return left < 10 ? null : { length: 10, size: Number(bytes.readBigUInt64BE(at + 2)) }
}
