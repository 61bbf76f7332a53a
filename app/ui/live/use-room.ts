import { useCallback, useEffect, useRef, useState } from 'react'
import type { CommandBody, CommandType } from '#app/domain/session/room/commands.ts'
import { applyFrame, type RoomView, type WireEvent } from '#app/domain/session/room/view.ts'
import type { CommandAnswer, RoomConnection, RoomHandle } from '#realtime/client'

export interface Room {
  view: RoomView
  /** Null until the browser has begun to connect: without scripts it stays so. */
  connection: RoomConnection | null
  /** True while commands go through the connection; otherwise forms post them. */
  connected: boolean
  send<T extends CommandType>(type: T, body: CommandBody<T>): Promise<CommandAnswer>
  /** The server's clock, in milliseconds since 1970. */
  now: number
}

export interface RoomSource {
  sessionId: string
  /** What the server rendered. */
  initial: RoomView
  /** The server's clock when it did. */
  renderedAt: number
  auth?: Record<string, unknown>
}

/** The room as it stands: rendered by the server first, then folded from the stream. */
export function useRoom({ sessionId, initial, renderedAt, auth }: RoomSource): Room {
  const [view, setView] = useState(initial)
  const [connection, setConnection] = useState<RoomConnection | null>(null)
  const handle = useRef<RoomHandle | null>(null)
  const start = useRef({ since: initial.seq, auth })

  useEffect(() => {
    setView((current) => (initial.seq > current.seq ? initial : current))
  }, [initial])

  useEffect(() => {
    let close = () => {}
    let gone = false
    void import('#realtime/client').then(({ connectLive }) => {
      if (gone) return
      const { since, auth } = start.current
      const live = connectLive(auth ? { auth } : {})
      handle.current = live.room<WireEvent, RoomView>({
        room: sessionId,
        since,
        onSnapshot: (snapshot) => setView(snapshot.view),
        onFrame: ({ events, to }) => setView((current) => applyFrame(current, events, to)),
        onConnection: setConnection,
      })
      close = live.close
    })
    return () => {
      gone = true
      handle.current = null
      close()
    }
  }, [sessionId])

  const send = useCallback(
    (type: CommandType, body: unknown): Promise<CommandAnswer> =>
      handle.current?.send(type, body) ??
      Promise.resolve({
        ok: false,
        refusal: { refusal: 'unavailable', message: 'unavailable', params: {} },
      }),
    [],
  )
  const now = useServerClock(renderedAt, handle)
  const connected = connection?.state === 'live' || connection?.state === 'reconnecting'
  return { view, connection, connected, send, now }
}

/** Ticks twice a second; the first value is the server's, so that both render the same. */
function useServerClock(renderedAt: number, handle: { current: RoomHandle | null }): number {
  const [now, setNow] = useState(renderedAt)
  useEffect(() => {
    const ahead = renderedAt - Date.now()
    const timer = setInterval(() => setNow(handle.current?.now() ?? Date.now() + ahead), 500)
    return () => clearInterval(timer)
  }, [renderedAt, handle])
  return now
}
