import { endsMembership } from '@chatterly/protocol/conversations/apply'
import type { UserId } from '@chatterly/protocol/ids'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import { toKnownEvent } from '@chatterly/protocol/realtime/known-events'

/** What of a batch is not known yet; the rest was delivered before. */
export const freshEvents = (events: KeptEvent[], cursor: number) =>
  events.filter((event) => event.seq > cursor).map(toKnownEvent)

/** How many of these changes reach up to the one that takes the viewer out; undefined when none does. */
export function countUntilLeft(events: KeptEvent[], viewerId: UserId): number | undefined {
  const place = events.findIndex((event) => endsMembership(event, viewerId))
  return place === -1 ? undefined : place + 1
}
