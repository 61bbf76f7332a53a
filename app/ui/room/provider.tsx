import type { ReactNode } from 'react'
import type { RoomView } from '#app/domain/session/room/view.ts'
import { useRoom } from '../live/use-room.ts'
import { type RoomPage, RoomProvider } from './context.ts'
import { useAttempts } from './use-attempts.ts'

export interface LiveRoomProps extends Pick<RoomPage, 'session' | 'me' | 'commandId'> {
  view: RoomView
  /** The server's clock when it rendered. */
  now: number
  children: ReactNode
}

/** The room for the views inside: what is on, what one may do, and what became of what one tried. */
export function LiveRoom({ session, me, commandId, view, now, children }: LiveRoomProps) {
  const room = useRoom({ sessionId: session.id, initial: view, renderedAt: now })
  const attempts = useAttempts(`attempts:${session.id}:${me.personId}`, room)
  return (
    <RoomProvider value={{ ...room, ...attempts, session, me, commandId }}>{children}</RoomProvider>
  )
}
