import type { Database } from '@chatterly/db/database'
import type { Snapshot } from '@chatterly/protocol/realtime/shapes'
import { listMyMemberships, type Membership } from '../conversations/access.ts'
import { toMyConversationView } from '../conversations/view.ts'
import { listMessages } from '../messages/list-messages.ts'

/** Messages a snapshot brings along; older ones are listed when they are wanted. */
const SNAPSHOT_MESSAGES = 50

/** The conversation as it stands, all of it seen at one moment; nothing when the member has left. */
export function takeFreshSnapshot(
  db: Database,
  { conversation, member }: Membership,
): Promise<Snapshot | undefined> {
  return db.transaction(
    async (tx) => {
      const viewer = { db: tx, actor: { userId: member.userId } }
      const [membership] = await listMyMemberships(viewer, conversation.id)
      if (!membership) return undefined
      return {
        conversation: await toMyConversationView(tx, member.userId, membership),
        messages: await listMessages(tx, membership, { limit: SNAPSHOT_MESSAGES }),
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
