import type { MessageView } from '@chatterly/protocol/messages/shapes'
import type { OwnProfileView } from '@chatterly/protocol/users/shapes'
import type { QueryClient } from '@tanstack/react-query'
import type { Clients } from '../../../lib/clients.ts'
import { withAcknowledged } from '../window/message-window.ts'
import { updateWindow } from '../window/window-cache.ts'
import { exclusivelyAmongTabs, openOutboxChannel } from './browser-tabs.ts'
import { Outbox } from '@chatterly/client/outbox/outbox'
import { openOutboxStore } from './outbox-store.ts'

type Options = { client: Clients['trpcClient']; queryClient: QueryClient; viewer: OwnProfileView }

/** The outbox of one person in this browser; `begin` takes up what is in it and answers how to stop. */
export function openOutbox({ client, queryClient, viewer }: Options) {
  const channel = openOutboxChannel(viewer.id)
  const { id, username, displayName, bio } = viewer
  const outbox = new Outbox({
    store: openOutboxStore(viewer.id),
    send: (input) => client.messages.send.mutate(input),
    exclusively: exclusivelyAmongTabs,
    channel,
    onAcknowledged: (message: MessageView) =>
      updateWindow(queryClient, message.conversationId, (window) =>
        withAcknowledged(window, message, { id, username, displayName, bio }),
      ),
  })
  const begin = () => {
    outbox.open().catch((error: unknown) => console.error('The outbox could not be opened.', error))
    return () => outbox.close()
  }
  return { outbox, begin }
}
