import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { IconButton } from '@chatterly/ui/IconButton'
import { Ellipsis } from 'lucide-react'
import { type RefObject, useContext, useLayoutEffect, useRef } from 'react'
import { Toolbar } from 'react-aria-components/Toolbar'
import { commandOf } from '../../../lib/keymap/commands.ts'
import { printKeys } from '../../../lib/keymap/keys.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { actionIcons } from './action-icons.tsx'
import { type Anchor, anchorAt, open } from './acting.ts'
import { type Actor, ActingContext } from './acting-context.ts'
import { actionsFor, type MessageAction } from './message-actions.ts'

/** On the toolbar itself; the rest is behind "More". */
const AT_HAND = ['react', 'edit', 'copyText'] as const
const QUICK = 3

/** At the upper edge of the message, over what is there: nothing moves for it. Fingers have the sheet instead. */
export function MessageToolbar({ message }: { message: MessageView }) {
  const actor = useContext(ActingContext)
  const actions = actor === null ? [] : actionsFor(actor.member, message)
  // Of what was deleted there is nothing to act on.
  if (actor === null || !actions.some(({ id }) => id === 'react')) return null
  return <Actions actor={actor} actions={actions} message={message} />
}

type Props = { actor: Actor; actions: MessageAction[]; message: MessageView }

function Actions({ actor, actions, message }: Props) {
  const bar = useRef<HTMLDivElement>(null)
  const atHand = AT_HAND.flatMap((id) => actions.filter((action) => action.id === id))
  const anchor = (): Anchor => anchorAt(bar.current ?? document.body)
  useFocusBack(bar)
  return (
    <div
      data-over-rows=""
      className="pointer-events-none absolute end-4 -top-4 -bottom-9 pointer-coarse:hidden"
    >
      <Toolbar
        ref={bar}
        aria-label="Message actions"
        className="pointer-events-auto sticky top-[calc(var(--covered-top,0rem)+0.25rem)] flex items-center rounded-sm border border-subtle bg-raised p-px shadow-popover"
      >
        {actor.extras.quickEmoji.slice(0, QUICK).map((emoji) => (
          <QuickReaction
            key={emoji}
            emoji={emoji}
            message={message}
            onPress={() => actor.extras.react(message, emoji)}
          />
        ))}
        {atHand.map(({ id, label, command }) => (
          <IconButton
            key={id}
            label={label}
            shortcut={command && printKeys(commandOf(command).keys[0] ?? '')}
            icon={actionIcons[id]}
            onPress={() => actor.run(id, message, anchor())}
          />
        ))}
        <IconButton
          label="More actions"
          shortcut={printKeys(commandOf('message.actions').keys[0] ?? '')}
          icon={<Ellipsis size={18} strokeWidth={1.75} aria-hidden="true" />}
          onPress={() => open({ messageId: message.id, what: 'menu', anchor: anchor() })}
        />
      </Toolbar>
    </div>
  )
}

type QuickProps = { emoji: string; message: MessageView; onPress: () => void }

function QuickReaction({ emoji, message, onPress }: QuickProps) {
  const viewer = useViewer()
  const isOwn = message.reactions.some((own) => own.emoji === emoji && own.userId === viewer.id)
  return (
    <IconButton
      label={isOwn ? `Take back ${emoji}` : `React with ${emoji}`}
      icon={<span className="font-emoji text-[1.0625rem] leading-none">{emoji}</span>}
      onPress={onPress}
    />
  )
}

/** Whoever acts on another message meanwhile takes the toolbar with them: the focus must not fall to nowhere. */
function useFocusBack(bar: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const element = bar.current
    const article = element?.closest('article')
    return () => {
      if (element?.contains(document.activeElement)) article?.focus({ preventScroll: true })
    }
  }, [bar])
}
