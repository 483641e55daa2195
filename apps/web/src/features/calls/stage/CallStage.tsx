import { isOver } from '@chatterly/protocol/calls/machine'
import { Landmark } from '@chatterly/ui/Landmark'
import { ChevronUp, LayoutGrid, Maximize2, Minimize2, RectangleHorizontal, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useViewer } from '../../../lib/viewer.tsx'
import { Elapsed } from '../known/Elapsed.tsx'
import { useKnownCalls } from '../known/known-calls.ts'
import { type Place, type SeatView, showPlace } from '../seat/seat-store.ts'
import { Advice } from './Advice.tsx'
import { Dock } from './Dock.tsx'
import { PeopleList } from './PeopleList.tsx'
import { PipButton } from './PipButton.tsx'
import { StageButton } from './StageButton.tsx'
import { StageGrid, type StageLayout } from './StageGrid.tsx'
import { tilesOf } from './tiles.ts'
import { Waiting } from './Waiting.tsx'

type Props = { seat: SeatView; place: Place; title: string }

const icon = { size: 17, strokeWidth: 1.75, 'aria-hidden': true } as const

/** The call in its conversation: who is there, and what one can do. On a phone it is all there is. */
export function CallStage({ seat, place, title }: Props) {
  const viewer = useViewer()
  const call = useKnownCalls(({ calls }) => (seat.callId ? calls[seat.callId] : undefined))
  const [layout, setLayout] = useState<StageLayout>('grid')
  const [isListSeen, setListSeen] = useState(false)
  const tiles = tilesOf(seat, call, viewer)
  const isWaiting =
    call === undefined || (call.state !== 'active' && call.startedBy === viewer.id && !isOver(call.state))
  const hasPictures = tiles.some(({ track }) => track !== null)
  const height = place === 'full' ? 'absolute inset-0 z-(--z-panel)' : hasPictures ? 'h-[56%]' : 'h-72'
  return (
    <Landmark
      role="region"
      label="Call"
      className={`on-rail flex shrink-0 flex-col bg-rail text-on-rail max-[600px]:fixed max-[600px]:inset-0 max-[600px]:z-(--z-panel) max-[600px]:h-auto ${height}`}
    >
      <div
        data-keymap-scope="call"
        tabIndex={-1}
        className="flex min-h-0 flex-1 flex-col gap-2 p-3 outline-none"
      >
        <div className="flex shrink-0 items-center gap-1">
          <h2 className="min-w-0 flex-1 truncate text-ui font-[650]">
            <bdi>{title}</bdi>
            {!isWaiting && call && (
              <span className="ms-2 font-[450] text-on-rail">
                <Elapsed since={call.answeredAt ?? call.startedAt} />
              </span>
            )}
          </h2>
          <StageButton
            label="People"
            isOn={isListSeen}
            onPress={() => setListSeen(!isListSeen)}
            icon={<UsersRound {...icon} />}
          />
          <StageButton
            label="Spotlight"
            isOn={layout === 'spotlight'}
            onPress={() => setLayout(layout === 'grid' ? 'spotlight' : 'grid')}
            icon={layout === 'grid' ? <RectangleHorizontal {...icon} /> : <LayoutGrid {...icon} />}
          />
          <PipButton tiles={tiles} />
          <span className="max-[600px]:hidden">
            <StageButton
              label="Fill the window"
              isOn={place === 'full'}
              onPress={() => showPlace(place === 'full' ? 'stage' : 'full')}
              icon={place === 'full' ? <Minimize2 {...icon} /> : <Maximize2 {...icon} />}
            />
          </span>
          <StageButton
            label="Show the conversation"
            onPress={() => showPlace('strip')}
            icon={<ChevronUp {...icon} size={20} />}
          />
        </div>
        <div className="relative flex min-h-0 flex-1 gap-2">
          {isWaiting ? (
            <Waiting call={call} seat={seat} title={title} />
          ) : (
            <>
              <StageGrid tiles={tiles} layout={layout} />
              <PeopleList tiles={tiles} isSeen={isListSeen} />
            </>
          )}
        </div>
        <Advice seat={seat} />
        <Dock seat={seat} call={call} isWaiting={isWaiting} />
      </div>
    </Landmark>
  )
}
