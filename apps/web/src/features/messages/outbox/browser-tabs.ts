import type { UserId } from '@chatterly/protocol/ids'
import type { Exclusively, OutboxChannel, OutboxNews } from '@chatterly/client/outbox/outbox'

/** One tab at a time, by the browser's own locks; they end with the tab that holds them. */
export const exclusivelyAmongTabs: Exclusively = async (name, work) => {
  // Without TLS or localhost there are no locks. Two tabs may then try the same message; its key makes that one.
  if (!('locks' in navigator)) return work()
  await navigator.locks.request(name, work)
}

export function openOutboxChannel(viewerId: UserId): OutboxChannel & { close(): void } {
  const channel = new BroadcastChannel(`chatterly-outbox-${viewerId}`)
  return {
    tell: (news) => channel.postMessage(news),
    listen: (listener) => {
      channel.onmessage = (message: MessageEvent<OutboxNews>) => listener(message.data)
    },
    close: () => channel.close(),
  }
}
