import { Button } from '@chatterly/ui/Button'
import { Clock } from 'lucide-react'
import { createContext, useContext } from 'react'
import type { OutboxItem } from '@chatterly/client/outbox/outbox-item'

/** What can be done with a message that was refused. */
export type FailedActions = {
  retry: (item: OutboxItem) => void
  edit: (item: OutboxItem) => void
  copy: (item: OutboxItem) => void
  discard: (item: OutboxItem) => void
}

export const FailedActionsContext = createContext<FailedActions | null>(null)

const OnItsWay = () => (
  <span className="absolute end-3 top-1.5 text-tertiary">
    <Clock aria-label="On its way" role="img" className="size-3.5" />
  </span>
)

function Failed({ item, words }: { item: OutboxItem; words: string }) {
  const actions = useContext(FailedActionsContext)
  return (
    <div role="group" aria-label="Not sent" className="my-1 flex flex-wrap items-center gap-1.5">
      <p className="text-ui text-danger">Not sent. {words}</p>
      <Button onPress={() => actions?.retry(item)}>Retry</Button>
      <Button onPress={() => actions?.edit(item)}>Edit</Button>
      <Button onPress={() => actions?.copy(item)}>Copy</Button>
      <Button look="danger" onPress={() => actions?.discard(item)}>
        Delete
      </Button>
    </div>
  )
}

export const MessageState = { OnItsWay, Failed }
