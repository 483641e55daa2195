import type { UserId } from '@chatterly/protocol/ids'
import type { Batch, KeptEvent } from '@chatterly/protocol/realtime/events'
import type { FollowConversation, FollowedEvent } from '@chatterly/protocol/realtime/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { accessConversation, type Membership } from '../conversations/access.ts'
import { parseCursor, readEpoch, toCursor } from '../log/epoch.ts'
import { type LiveHandle, withHandle } from './live-handle.ts'
import { LiveQueue } from './live-queue.ts'
import { whyReset } from './pull-changes.ts'
import { isKept } from './read-events.ts'
import { takeFreshSnapshot } from './snapshot.ts'
import type { Subscriber } from './topic.ts'
import type { Topics } from './topics.ts'
import type { Wires } from './wires.ts'

/** An item with the cursor to resume after it. */
type Followed = { cursor: string; event: FollowedEvent }

/** Subscriptions to one conversation. */
export function createFollowers({ db, topics }: Wires & { topics: Topics }) {
  const queues = new Set<LiveQueue<Batch>>()

  /**
   * Every change after the cursor, each with its own; a `reset` first where the cursor cannot be continued.
   * Ends with the change that ends the membership. It listens before it reads, so nothing falls in between.
   *
   * @throws conversation.not_found, conversation.join_first, realtime.too_slow
   */
  async function* follow(
    userId: UserId,
    input: FollowConversation,
    signal?: AbortSignal,
  ): AsyncGenerator<Followed> {
    const { conversationId } = input
    const viewer = { db, actor: { userId } }
    await accessConversation(viewer, conversationId)
    const topic = (await topics.hold([conversationId])).get(conversationId)
    const epoch = await readEpoch(db)
    const asked = cursorOf(input)
    const queue = new LiveQueue<Batch>({
      signal,
      onClose: () => {
        queues.delete(queue)
        topic?.detach(subscriber)
        topics.release(conversationId)
      },
    })
    const subscriber: Subscriber = {
      userId,
      deliver: (batch) => queue.push(batch),
      isPaused: () => queue.isPaused(),
      detached: () => queue.close(),
    }
    const toCursored = (event: KeptEvent) => ({ cursor: toCursor(epoch, event.seq), event })
    const handle: LiveHandle<Batch> = {
      kind: 'conversation',
      bind: (sink) => queue.bind(sink),
      resume: () => topic?.resume(subscriber),
      toResults: (batch) =>
        batch.events.map((event) => {
          const id = toCursor(epoch, event.seq)
          return { id, data: { id, data: event } }
        }),
      sharedBy: (batch) => batch.events,
    }
    queues.add(queue)
    try {
      const head = topic?.head ?? 0
      const membership = await accessConversation(viewer, conversationId)
      const { joinedSeq } = membership.member
      const isOtherEpoch = asked?.epoch !== undefined && asked.epoch !== epoch
      const reason = asked && (await reasonToReset(membership, isOtherEpoch ? undefined : asked.seq))
      if (reason) {
        const snapshot = await takeFreshSnapshot(db, membership)
        if (!snapshot) throw new Refusal('conversation.not_found')
        const { seq } = snapshot.conversation
        yield { cursor: toCursor(epoch, seq), event: { type: 'reset', seq, reason, snapshot } }
        topic?.attach(subscriber, seq, joinedSeq)
      } else {
        topic?.attach(subscriber, asked?.seq ?? head, joinedSeq)
      }
      for await (const batch of queue) {
        const last = batch.events.at(-1)
        for (const event of batch.events) {
          // On the last: the others of this batch have gone out before anything goes another way.
          yield toCursored(event === last ? withHandle(event, handle) : event)
        }
      }
    } finally {
      queue.close()
    }
  }

  async function reasonToReset(membership: Membership, cursor: number | undefined) {
    const reason = whyReset(membership, cursor)
    const { id, lastSeq } = membership.conversation
    if (reason || cursor === undefined || cursor === lastSeq) return reason
    return (await isKept(db, id, cursor + 1)) ? undefined : 'expired'
  }

  return {
    follow,
    count: () => queues.size,
    close: () => {
      for (const queue of queues) queue.close()
    },
  }
}

/** What the client's own reconnect knows is newer than what it first asked for. */
function cursorOf({ after, lastEventId }: FollowConversation): { epoch?: string; seq: number } | undefined {
  if (lastEventId !== undefined) return parseCursor(lastEventId)
  return typeof after === 'string' ? parseCursor(after) : after === undefined ? undefined : { seq: after }
}
