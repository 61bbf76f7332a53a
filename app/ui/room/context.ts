import { createContext, useContext } from 'react'
import type { RoomPart } from '#app/domain/session/room/event.ts'
import type { Room } from '../live/use-room.ts'
import type { Attempts } from './use-attempts.ts'

export interface RoomPage extends Room, Attempts {
  session: { id: string; title: string; startsAt: Date | string }
  me: { personId: string; organizationId: string | null; part: RoomPart; takes: boolean }
  /** Fresh for each rendering on the server: the id of the command that a plain form posts. */
  commandId: string
}

const RoomContext = createContext<RoomPage | null>(null)
export const RoomProvider = RoomContext.Provider

export function useRoomPage(): RoomPage {
  const page = useContext(RoomContext)
  if (!page) throw new Error('This belongs inside a room.')
  return page
}

/** `mm:ss` of a span in milliseconds; hours only where there are any. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
