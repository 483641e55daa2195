import { useNavigate, useParams } from '@tanstack/react-router'
import { rowsOf, stepFrom } from '../../features/conversations/sections.ts'
import { announce } from '../../lib/announce.ts'
import { useCommand } from '../../lib/keymap.ts'
import { useFindSections } from './use-sections.ts'

/** Alt+↑/↓ go through the conversations as the sidebar shows them; with Shift, through the unread ones. */
export function useConversationKeys() {
  const navigate = useNavigate()
  const findSections = useFindSections()
  const { conversationId: current } = useParams({ strict: false })

  const step = (by: 1 | -1, onlyUnread: boolean) => {
    const order = rowsOf(findSections()).map(({ mine }) => mine)
    const next = stepFrom({ order, current, by, onlyUnread })
    if (next === undefined)
      return announce(onlyUnread ? 'Nothing else is unread.' : 'There is no other conversation.')
    if (next.hasWrapped) announce(by === 1 ? 'From the first again.' : 'From the last again.')
    void navigate({ to: '/c/$conversationId', params: { conversationId: next.mine.id } })
  }

  useCommand('conversation.previous', () => step(-1, false))
  useCommand('conversation.next', () => step(1, false))
  useCommand('unread.previous', () => step(-1, true))
  useCommand('unread.next', () => step(1, true))
}
