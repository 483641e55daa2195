import type { UserId } from '@chatterly/protocol/ids'
import { formatCount } from '../../lib/format.ts'
import type { ReactionGroup } from './group-reactions.ts'
import { reactionWords } from './reaction-words.ts'

type Props = {
  id: string
  groups: readonly ReactionGroup[]
  nameOf: (userId: UserId) => string | undefined
  tabIndex: 0 | -1
  onToggle: (emoji: string) => void
}

/** On a touch screen it is drawn lower than what can be hit: 44 pixels with the room around it. */
const pill =
  'inline-flex h-7 min-w-11 items-center justify-center gap-1.5 rounded-full border px-2 text-meta tabular-nums cursor-default pointer-coarse:relative pointer-coarse:h-8 pointer-coarse:min-w-12 pointer-coarse:after:absolute pointer-coarse:after:-inset-x-0.5 pointer-coarse:after:-inset-y-1.5'
const looks = {
  own: 'border-action bg-selected font-[650] text-primary',
  others: 'border-subtle bg-raised text-secondary hover:border-control hover:text-primary',
} as const

/** Each emoji once, with how many; a press adds one's own or takes it back. Buttons of the page: there may be hundreds. */
export function ReactionPills({ id, groups, nameOf, tabIndex, onToggle }: Props) {
  return (
    <div
      id={id}
      role="group"
      aria-label="Reactions"
      className="flex flex-wrap gap-1 pt-1 pb-0.5 pointer-coarse:gap-y-3 pointer-coarse:py-1.5"
    >
      {groups.map((group) => {
        const words = reactionWords(group, nameOf)
        return (
          <button
            key={group.emoji}
            type="button"
            tabIndex={tabIndex}
            aria-pressed={group.isOwn}
            aria-label={words}
            title={words}
            onClick={() => onToggle(group.emoji)}
            className={`${pill} ${group.isOwn ? looks.own : looks.others}`}
          >
            <span className="font-emoji text-[0.9375rem] leading-none">{group.emoji}</span>
            {formatCount(group.userIds.length)}
          </button>
        )
      })}
    </div>
  )
}
