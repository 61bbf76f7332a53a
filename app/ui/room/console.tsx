import { useTranslation } from 'react-i18next'
import { AnnounceForm, Announcement } from './announce.tsx'
import { NextStep, RoundControl } from './console-middle.tsx'
import { Queues } from './console-queues.tsx'
import { RunOfShow } from './console-run.tsx'
import { useRoomPage } from './context.ts'
import { RoomHeader } from './header.tsx'
import { Hosting } from './hosting.tsx'
import { Refused } from './refused.tsx'
import { Results } from './results.tsx'
import { RoundBoard } from './rounds.tsx'
import { Stage } from './stage.tsx'

/** The host's console: the run of the show, what is live, the queues, and one obvious next step. */
export function ConsoleView() {
  const { session } = useRoomPage()
  const { t } = useTranslation('room')
  return (
    <div className="flex min-h-dvh flex-col xl:h-dvh">
      <RoomHeader other={{ to: `/sessions/${session.id}/room`, label: t('to_room') }} />
      <main
        id="main"
        className="mx-auto grid w-full max-w-[110rem] flex-1 grid-cols-[minmax(0,1fr)] gap-4 p-3 sm:p-4 xl:min-h-0 xl:grid-cols-[20rem_minmax(0,1fr)_24rem]"
      >
        <div className="order-2 flex flex-col gap-4 xl:order-none xl:overflow-y-auto">
          <Hosting />
          <RunOfShow />
        </div>
        <div className="order-1 flex min-w-0 flex-col gap-4 xl:order-none xl:overflow-y-auto">
          <Refused />
          <div className="overflow-hidden rounded-lg border border-line empty:hidden has-[ul:empty]:hidden">
            <Results />
          </div>
          <NextStep />
          <RoundControl />
          <Announcement />
          <Stage />
          <RoundBoard />
          <AnnounceForm />
        </div>
        <div className="order-3 min-h-0 xl:order-none xl:overflow-y-auto">
          <Queues />
        </div>
      </main>
    </div>
  )
}
