import type { ChannelView } from '@chatterly/protocol/conversations/shapes'
import { Button, buttonClass } from '@chatterly/ui/Button'
import { Link, useNavigate } from '@tanstack/react-router'
import { Hash } from 'lucide-react'
import { formatCount } from '../../lib/format.ts'
import { useMyConversation } from '../../lib/my-conversations.ts'
import { wordsOf } from '../../lib/refusal-words.ts'
import { useJoinChannel } from './use-join-channel.ts'

/** A channel among others: what it is about, and the way in. */
export function ChannelRow({ channel }: { channel: ChannelView }) {
  const navigate = useNavigate()
  const join = useJoinChannel()
  const isMember = useMyConversation(channel.id) !== undefined
  const params = { conversationId: channel.id }
  const enter = () =>
    join.mutate(params, { onSuccess: () => void navigate({ to: '/c/$conversationId', params }) })
  return (
    <article aria-label={`#${channel.name}`} className="flex items-center gap-3 py-3">
      <span
        aria-hidden="true"
        className="inline-flex size-9 shrink-0 items-center justify-center rounded-sm bg-sunken text-secondary"
      >
        <Hash size={18} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-author">
          <bdi>{channel.name}</bdi>
        </h2>
        <p className="flex gap-2 text-ui text-secondary">
          <span className="shrink-0 tabular-nums">
            {formatCount(channel.memberCount)} {channel.memberCount === 1 ? 'member' : 'members'}
          </span>
          {channel.topic && (
            <span dir="auto" className="truncate">
              {channel.topic}
            </span>
          )}
        </p>
        {join.error && (
          <p role="alert" className="text-ui text-danger">
            {wordsOf(join.error)}
          </p>
        )}
      </div>
      {isMember ? (
        <Link
          to="/c/$conversationId"
          params={params}
          aria-label={`Open #${channel.name}`}
          className={buttonClass()}
        >
          Open
        </Link>
      ) : (
        <Button look="action" aria-label={`Join #${channel.name}`} isPending={join.isPending} onPress={enter}>
          Join
        </Button>
      )}
    </article>
  )
}
