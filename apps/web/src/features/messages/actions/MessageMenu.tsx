import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { Menu, MenuItem } from '@chatterly/ui/Menu'
import { commandOf } from '../../../lib/keymap/commands.ts'
import { printKeys } from '../../../lib/keymap/keys.ts'
import { actionIcons } from './action-icons.tsx'
import { type Anchor, close } from './acting.ts'
import type { Actor } from './acting-context.ts'
import { actionsFor } from './message-actions.ts'

type Props = { message: MessageView; actor: Actor; anchor: Anchor }

/** Everything that can be done with the message. */
export function MessageMenu({ message, actor, anchor }: Props) {
  const actions = actionsFor(actor.member, message)
  return (
    <Menu
      aria-label="Message actions"
      autoFocus="first"
      items={actions}
      onAction={(key) => {
        const action = actions.find(({ id }) => id === key)
        close()
        if (action) actor.run(action.id, message, anchor)
      }}
    >
      {({ id, label, command, isDangerous = false }) => (
        <MenuItem
          id={id}
          label={label}
          icon={actionIcons[id]}
          isDangerous={isDangerous}
          shortcut={command && printKeys(commandOf(command).keys[0] ?? '')}
        />
      )}
    </Menu>
  )
}
