import { z } from 'zod'

/** The messages on the wire, both ways; PROTOCOL.md explains them. */
export const protocolVersion = 1
export const defaultPath = '/realtime'

const room = z.string().min(1).max(100)

export const joinMessage = z.object({
  room,
  /** The number of the last event that the client has; null asks for a snapshot. */
  since: z.number().int().nonnegative().nullable().default(null),
})
export const leaveMessage = z.object({ room })
export const commandMessage = z.object({
  room,
  /** Made by the client; the same id gets the same answer, however often it is sent. */
  id: z.uuid(),
  type: z.string().min(1).max(60),
  body: z.unknown(),
})
export const listenMessage = z.object({ topics: z.array(z.string().min(1).max(120)).max(50) })

export const refusalMessage = z.object({
  refusal: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  fields: z.record(z.string(), z.array(z.string())).exactOptional(),
  retryAfter: z.number().exactOptional(),
})
export type RefusalMessage = z.infer<typeof refusalMessage>

export type Refused = { ok: false; refusal: RefusalMessage }

export type JoinAnswer<Snapshot = unknown> =
  | {
      ok: true
      version: number
      room: string
      /** The number of the newest event; all up to here that the client lacks is on its way. */
      head: number
      /** The server's clock, in milliseconds since 1970. */
      now: number
      presence: number
      /** In place of a tail that is too long, or where none was asked for. */
      snapshot?: { seq: number; view: Snapshot }
    }
  | Refused

/** What an acknowledged command got; `seq` is the last event that followed from it. */
export type CommandAnswer = { ok: true; seq: number; result?: unknown } | Refused

export interface ListenAnswer {
  ok: true
  /** Those of the topics that the client may wait for. */
  topics: string[]
}

/** Everything from `from` to `to` that this client may see; what is missing between them is not for it. */
export const frameMessage = z.object({
  room,
  from: z.number().int().positive(),
  to: z.number().int().positive(),
  events: z.array(z.looseObject({ seq: z.number().int().positive(), type: z.string() })),
})
export type Frame<Event = { seq: number }> = {
  room: string
  from: number
  to: number
  events: Event[]
}

export const presenceMessage = z.object({ room, count: z.number().int().nonnegative() })
export const topicMessage = z.object({ topic: z.string() })

export const stopReasons = ['signed_out', 'left'] as const
export const stoppedMessage = z.object({ room: room.nullable(), reason: z.enum(stopReasons) })
export type StopReason = (typeof stopReasons)[number]
