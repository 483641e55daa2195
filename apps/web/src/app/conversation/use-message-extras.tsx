import { useMemo, useState } from 'react'
import type { MessageExtras } from '../../features/messages/actions/message-extras.ts'
import { CallCard } from '../../features/calls/card/CallCard.tsx'
import { EmojiPicker } from '../../features/reactions/EmojiPicker.tsx'
import { Reactions } from '../../features/reactions/Reactions.tsx'
import { useReact } from '../../features/reactions/use-react.ts'
import { atHand, usedEmoji } from '../../features/reactions/used-emoji.ts'
import { SeenBy } from '../../features/receipts/SeenBy.tsx'
import { useViewer } from '../../lib/viewer.tsx'

/** What reactions and receipts bring to the messages of a conversation. */
export function useMessageExtras(): MessageExtras {
  const react = useReact(useViewer().id)
  // As they were when the page was opened: buttons that change places under the pointer are pressed by mistake.
  const [quickEmoji] = useState(() => atHand(usedEmoji()))
  return useMemo(
    () => ({
      drawUnder: (message, tabIndex) => (
        <Reactions message={message} tabIndex={tabIndex} onToggle={(emoji) => react(message, emoji)} />
      ),
      drawCall: (message, tabIndex) =>
        message.call && <CallCard message={message} card={message.call} tabIndex={tabIndex} />,
      quickEmoji,
      react,
      EmojiPicker,
      SeenBy,
    }),
    [react, quickEmoji],
  )
}
