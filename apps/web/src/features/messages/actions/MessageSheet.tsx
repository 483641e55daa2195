import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { Button } from '@chatterly/ui/Button'
import { Sheet } from '@chatterly/ui/Sheet'
import { actionIcons } from './action-icons.tsx'
import { type Anchor, close } from './acting.ts'
import type { Actor } from './acting-context.ts'
import { actionsFor } from './message-actions.ts'

type Props = { message: MessageView; actor: Actor; anchor: Anchor }

/** The same as the menu, for fingers. */
export function MessageSheet({ message, actor, anchor }: Props) {
  const actions = actionsFor(actor.member, message)
  return (
    <Sheet label="Message actions" onClose={close}>
      {actions.some(({ id }) => id === 'react') && (
        <div className="flex justify-between gap-1 border-b border-subtle px-4 pt-2 pb-3">
          {actor.extras.quickEmoji.map((emoji) => (
            <Button
              key={emoji}
              look="plain"
              aria-label={`React with ${emoji}`}
              className="size-11! font-emoji rounded-full! bg-sunken! px-0! text-h2! text-primary!"
              onPress={() => {
                actor.extras.react(message, emoji)
                close()
              }}
            >
              {emoji}
            </Button>
          ))}
        </div>
      )}
      <ul className="flex flex-col overflow-y-auto p-2">
        {actions.map(({ id, label, isDangerous = false }) => (
          <li key={id}>
            <Button
              look="plain"
              size="large"
              className={`w-full justify-start! gap-4! px-3! font-[450]! ${isDangerous ? 'text-danger!' : 'text-primary!'}`}
              onPress={() => {
                close()
                actor.run(id, message, anchor)
              }}
            >
              {actionIcons[id]}
              {label}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
