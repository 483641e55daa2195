import { memo, useId } from 'react'
import type { EmojiEntry, EmojiGroup } from './emoji-list.ts'

type Props = {
  listId: string
  groups: readonly EmojiGroup[]
  active: string | undefined
  onPoint: (id: string) => void
  onPick: (emoji: string) => void
}

export const EmojiGrid = ({ groups, ...props }: Props) => (
  <>
    {groups.map((group) => (
      <Group key={group.title} group={group} {...props} active={ownOf(props.listId, group, props.active)} />
    ))}
  </>
)

/** Undefined for all groups but one, so that going through the grid draws two of them again and not all. */
const ownOf = (listId: string, { title }: EmojiGroup, active: string | undefined) =>
  active?.startsWith(`${listId}-${title}-`) ? active : undefined

type GroupProps = Omit<Props, 'groups'> & { group: EmojiGroup }

const Group = memo(function Group({ listId, group, active, onPoint, onPick }: GroupProps) {
  const titleId = useId()
  if (group.entries.length === 0) return null
  return (
    <div role="group" aria-labelledby={titleId}>
      <div id={titleId} className="px-1 pt-2 pb-1 text-meta font-[550] text-secondary">
        {group.title}
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(2.25rem,1fr))] pointer-coarse:grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))]">
        {group.entries.map((entry) => {
          const id = `${listId}-${group.title}-${entry.emoji}`
          return (
            <Cell
              key={entry.emoji}
              id={id}
              entry={entry}
              isActive={id === active}
              onPoint={onPoint}
              onPick={onPick}
            />
          )
        })}
      </div>
    </div>
  )
})

type CellProps = Pick<Props, 'onPoint' | 'onPick'> & { id: string; entry: EmojiEntry; isActive: boolean }

/** No key events here: the field above has the focus and listens. */
const Cell = memo(function Cell({ id, entry, isActive, onPoint, onPick }: CellProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-label={entry.name}
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={() => onPoint(id)}
      onClick={() => onPick(entry.emoji)}
      className="flex h-9 cursor-default items-center justify-center rounded-sm font-emoji text-[1.375rem] leading-none aria-selected:bg-selected pointer-coarse:h-11"
    >
      {entry.emoji}
    </div>
  )
})
