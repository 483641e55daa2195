import type { ConversationId } from '@chatterly/protocol/ids'
import { Button, buttonClass } from '@chatterly/ui/Button'
import { EmptyState } from '@chatterly/ui/EmptyState'
import { Link } from '@tanstack/react-router'
import { useJoinChannel } from '../../features/conversations/use-join-channel.ts'
import { printKeys } from '../../lib/keymap/keys.ts'
import { wordsOf } from '../../lib/refusal-words.ts'
import { Page } from '../Page.tsx'

/** A conversation one is not in: a channel can be joined, and of anything else nothing is known. */
export function NotMine({ conversationId }: { conversationId: ConversationId | undefined }) {
  const join = useJoinChannel()
  const isUnknown = conversationId === undefined || join.isError
  return (
    <Page title="Conversation">
      <div className="flex min-h-full">
        <EmptyState
          says={
            join.error
              ? wordsOf(join.error)
              : isUnknown
                ? 'There is no such conversation here.'
                : 'You are not in this conversation.'
          }
          action={
            isUnknown ? (
              <Link to="/browse" className={buttonClass('action', 'large')}>
                Browse channels
              </Link>
            ) : (
              <Button
                look="action"
                size="large"
                isPending={join.isPending}
                onPress={() => join.mutate({ conversationId })}
              >
                Join
              </Button>
            )
          }
          shortcut={isUnknown ? printKeys('Mod+K') : undefined}
        />
      </div>
    </Page>
  )
}
