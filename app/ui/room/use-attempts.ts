import { useCallback, useEffect, useRef, useState } from 'react'
import type { CommandType } from '#app/domain/session/room/commands.ts'
import type { CommandAnswer } from '#realtime/client'
import type { Room } from '../live/use-room.ts'
import { type Attempt, withAnswer, withAttempt, withDismissed } from './attempts.ts'

export interface Attempts {
  attempts: readonly Attempt[]
  /** Keeps a refusal in sight whose form has gone. */
  report(type: CommandType, answer: CommandAnswer): void
  dismiss(id: string): void
}

/** What somebody tried in a room, kept for this tab, so that a reload doesn't lose what came of it. */
export function useAttempts(
  key: string,
  { send, now }: Pick<Room, 'send' | 'now'>,
): Attempts & Pick<Room, 'send'> {
  const [attempts, setAttempts] = useState<readonly Attempt[]>([])
  const clock = useRef(now)
  clock.current = now
  useStored(key, attempts, setAttempts)

  const begin = useCallback((type: string, body: unknown): string => {
    const { requestId } = body as { requestId?: string }
    const id = `${clock.current}-${Math.random()}`
    const attempt: Attempt = {
      ...{ id, type, at: clock.current, requestId: requestId ?? null },
      ...{ state: 'waiting', message: null, params: {}, dismissed: false },
    }
    setAttempts((all) => withAttempt(all, attempt))
    return id
  }, [])
  const settle = useCallback(
    (id: string, answer: CommandAnswer) => setAttempts((all) => withAnswer(all, id, answer)),
    [],
  )
  const tracked = useCallback(
    async (type: CommandType, body: unknown): Promise<CommandAnswer> => {
      const id = type === 'claim' ? begin(type, body) : null
      const answer = await send(type, body as never)
      if (id) settle(id, answer)
      return answer
    },
    [send, begin, settle],
  )
  return {
    attempts,
    send: tracked,
    report: useCallback((type, answer) => settle(begin(type, {}), answer), [begin, settle]),
    dismiss: useCallback((id) => setAttempts((all) => withDismissed(all, id)), []),
  }
}

/** Takes up what this tab kept before, and keeps what has an answer. */
function useStored(
  key: string,
  attempts: readonly Attempt[],
  take: (update: (all: readonly Attempt[]) => readonly Attempt[]) => void,
): void {
  const loaded = useRef(false)
  useEffect(() => {
    const kept = sessionStorage.getItem(key)
    if (kept) take((all) => [...(JSON.parse(kept) as Attempt[]), ...all])
    loaded.current = true
  }, [key, take])
  useEffect(() => {
    if (!loaded.current) return
    const answered = attempts.filter(({ state }) => state !== 'waiting')
    if (answered.length > 0) sessionStorage.setItem(key, JSON.stringify(answered))
  }, [key, attempts])
}
