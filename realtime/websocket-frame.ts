/** Socket.IO's packets made by hand, so that what goes to many is encoded once, and how they get onto a line. */
import type { Writable } from 'node:stream'
import type { Socket } from 'socket.io'

/** A packet and, ready to be written to many websockets, its bytes there: a frame of text without a mask. */
export interface EncodedFrame {
  text: string
  frame: Buffer
}

/** A client that has not taken this many packets gets the rest together later; of a websocket, its buffer tells. */
const patience = 4

/** An event of the main namespace. @param body as JSON */
export const eventPacket = (name: string, body: string): EncodedFrame =>
  toPacket(`2[${JSON.stringify(name)},${body}]`)

/** Engine.IO's mark of a message. */
const message = '4'

function toPacket(text: string): EncodedFrame {
  const body = Buffer.from(message + text)
  return { text, frame: Buffer.concat([frameHead(body.length), body]) }
}

/** RFC 6455 §5.2: the final fragment of a text, and its length. */
function frameHead(length: number): Buffer {
  const finalText = 0x81
  if (length < 126) return Buffer.from([finalText, length])
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = finalText
  if (length < 65_536) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return head
}

/** Of Engine.IO's connection and of the websocket under it, what a room needs. */
interface Line {
  write(packet: string): void
  writeBuffer: readonly unknown[]
  transport: { name: string; socket?: { readyState: number; _socket?: Writable | null } }
}
const lineOf = (socket: Socket) => socket.conn as unknown as Line
const isOpen = 1

/**
 * The websocket's own stream, where there is one. Frames go straight to it: what Engine.IO does for each packet of
 * each of ten thousand clients would take as long as the sending itself. Whole frames keep their order beside its own.
 */
function streamOf({ transport: { name, socket } }: Line): Writable | null {
  return name === 'websocket' && socket?.readyState === isOpen ? (socket._socket ?? null) : null
}

export function writeFrame(socket: Socket, { text, frame }: EncodedFrame): void {
  if (!socket.connected) return
  const line = lineOf(socket)
  const stream = streamOf(line)
  if (stream) stream.write(frame)
  else line.write(text)
}

export function hasBackpressure(socket: Socket): boolean {
  const line = lineOf(socket)
  return streamOf(line)?.writableNeedDrain ?? line.writeBuffer.length >= patience
}
