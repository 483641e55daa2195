import type { UserId } from '@chatterly/protocol/ids'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'

/** What of a batch is not known yet; the rest was delivered before. */
export const freshEvents = (events: KeptEvent[], cursor: number) =>
  events.filter((event) => event.seq > cursor)

/** The viewer's last event of a conversation. */
export const leavesViewer = (event: KeptEvent, viewerId: UserId) =>
  event.type === 'member.left' && event.userId === viewerId
