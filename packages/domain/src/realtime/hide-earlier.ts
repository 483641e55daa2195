import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import { hideChange } from '@chatterly/protocol/realtime/known-events'

/**
 * The same changes for a reader who may see messages from a change on: one that concerns an earlier message keeps its
 * number and nothing else, so that the reader's log has no hole. Mostly there is none, and nothing is copied.
 */
export function hideEarlier(events: KeptEvent[], visibleFrom: number): KeptEvent[] {
  const isEarlier = (event: KeptEvent) => 'message' in event && event.message.seq < visibleFrom
  if (visibleFrom === 0 || !events.some(isEarlier)) return events
  return events.map((event) => (isEarlier(event) ? hideChange(event) : event))
}
