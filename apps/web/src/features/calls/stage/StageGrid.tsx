import { useState } from 'react'
import { StageTile } from './StageTile.tsx'
import type { Tile } from './tiles.ts'

export type StageLayout = 'grid' | 'spotlight'

/** By how many there are. One that is left over takes the whole row: the first, who is never oneself. */
const columns = [
  '',
  'grid-cols-1',
  'grid-cols-1 sm:grid-cols-2',
  'grid-cols-2 sm:grid-cols-3 max-sm:*:first:col-span-2',
  'grid-cols-2',
  'grid-cols-2 sm:grid-cols-3 max-sm:*:first:col-span-2',
] as const

/** Everybody, or one large and the others small. Of two people the other one fills it, and oneself stands in a corner. */
export function StageGrid({ tiles, layout }: { tiles: Tile[]; layout: StageLayout }) {
  const [pinned, setPinned] = useState<string | null>(null)
  const own = tiles.find(({ isOwn, kind }) => isOwn && kind === 'person')
  const screen =
    tiles.find(({ kind, isOwn }) => kind === 'screen' && !isOwn) ??
    tiles.find(({ kind }) => kind === 'screen')
  const chosen = tiles.find(({ key }) => key === pinned) ?? screen
  const large = chosen ?? (layout === 'spotlight' ? tiles[0] : undefined)
  const pin = (tile: Tile) => () => setPinned((before) => (before === tile.key ? null : tile.key))

  if (large && tiles.length > 2)
    return (
      <div className="flex min-h-0 flex-1 flex-col gap-2 sm:flex-row">
        <div className="grid min-h-0 min-w-0 flex-1">
          <StageTile tile={large} onPin={pin(large)} />
        </div>
        {/* Room for the rings around those who speak: what scrolls cuts off. */}
        <div className="-m-1.5 flex shrink-0 gap-2 overflow-auto p-1.5 max-sm:h-27 sm:w-43 sm:flex-col">
          {tiles
            .filter((tile) => tile !== large)
            .map((tile) => (
              <div key={tile.key} className="grid shrink-0 max-sm:w-32 sm:h-24">
                <StageTile tile={tile} size="small" onPin={pin(tile)} />
              </div>
            ))}
        </div>
      </div>
    )
  const [first] = tiles
  if (tiles.length === 2 && own && first && (own.track || first.track))
    return (
      <div className="relative grid min-h-0 flex-1">
        <StageTile tile={first} />
        <div className="absolute end-3 bottom-3 grid h-24 w-36 rounded-md bg-rail shadow-dialog max-sm:h-36 max-sm:w-24">
          <StageTile tile={own} size="small" />
        </div>
      </div>
    )
  return (
    <div
      className={`grid min-h-0 flex-1 auto-rows-fr gap-2 ${columns[tiles.length] ?? 'grid-cols-2 sm:grid-cols-3'}`}
    >
      {tiles.map((tile) => (
        <StageTile key={tile.key} tile={tile} onPin={pin(tile)} />
      ))}
    </div>
  )
}
