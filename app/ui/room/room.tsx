import { useTranslation } from 'react-i18next'
import { Agenda } from './agenda.tsx'
import { Announcement } from './announce.tsx'
import { useRoomPage } from './context.ts'
import { RoomHeader } from './header.tsx'
import { NextAction } from './next-action.tsx'
import { OwnClaims } from './own-claims.tsx'
import { Refused } from './refused.tsx'
import { RoundBoard } from './rounds.tsx'
import { Stage } from './stage.tsx'
import { TalkPanel } from './talk.tsx'
import { Tally } from './tally.tsx'

/** The room: the stage in the middle, the run of the show at its left, talk at its right, the next action below. */
export function RoomView() {
  const { session, me } = useRoomPage()
  const { t } = useTranslation('room')
  const toConsole = { to: `/sessions/${session.id}/console`, label: t('to_console') }
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <RoomHeader {...(me.part === 'host' ? { other: toConsole } : {})} />
      <main
        id="main"
        className="mx-auto grid w-full max-w-[110rem] flex-1 grid-cols-[minmax(0,1fr)] gap-4 p-3 sm:p-4 lg:min-h-0 lg:grid-cols-[17rem_minmax(0,1fr)_21rem]"
      >
        <div className="order-2 flex flex-col gap-4 lg:order-none lg:overflow-y-auto">
          <OwnClaims />
          <Tally />
          <Agenda />
        </div>
        <div className="order-1 flex min-w-0 flex-col gap-4 lg:order-none lg:overflow-y-auto">
          <Refused />
          <Announcement />
          <Stage />
          <RoundBoard />
        </div>
        <div className="order-3 min-h-0 lg:order-none lg:overflow-y-auto">
          <TalkPanel />
        </div>
      </main>
      <NextAction />
    </div>
  )
}
