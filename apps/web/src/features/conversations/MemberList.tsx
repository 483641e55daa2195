import type { MemberView, MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { useState } from 'react'
import { conversationTitle } from '../../lib/format.ts'
import { wordsOf } from '../../lib/refusal-words.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { MemberRow } from './MemberRow.tsx'
import { useRemoveMember } from './use-change-members.ts'
import { useMembers } from './use-members.ts'

export function MemberList({ mine }: { mine: MyConversationView }) {
  const viewer = useViewer()
  const { members, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useMembers(
    mine.id,
  )
  const remove = useRemoveMember(mine.id)
  const [leaving, setLeaving] = useState<MemberView>()
  if (error) return <Problem words={wordsOf(error)} onRetry={() => void refetch()} />
  return (
    <>
      <ul aria-label="Members" aria-busy={isPending} className="flex flex-col">
        {members.map((member) => (
          <li key={member.user.id}>
            <MemberRow member={member} mine={mine} onRemove={() => setLeaving(member)} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mx-auto mt-2" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
      {leaving && (
        <Confirm
          title={`Remove ${leaving.user.displayName}?`}
          says={`They can no longer read or write in ${conversationTitle(mine, viewer)}. What they wrote stays.`}
          action="Remove"
          isPending={remove.isPending}
          error={remove.error ? wordsOf(remove.error) : undefined}
          onClose={() => {
            remove.reset()
            setLeaving(undefined)
          }}
          onConfirm={() =>
            remove.mutate(
              { conversationId: mine.id, userId: leaving.user.id },
              { onSuccess: () => setLeaving(undefined) },
            )
          }
        />
      )}
    </>
  )
}

function Problem({ words, onRetry }: { words: string; onRetry: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-3 px-2 py-4 text-ui text-secondary">
      {words}
      <Button onPress={onRetry}>Try again</Button>
    </div>
  )
}
