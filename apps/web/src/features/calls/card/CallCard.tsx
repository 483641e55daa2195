import type { MessageView } from '@chatterly/protocol/messages/shapes'
import type { CallCard as Card } from '@chatterly/protocol/messages/call-card'
import { Avatar } from '@chatterly/ui/Avatar'
import { Button } from '@chatterly/ui/Button'
import { Phone, PhoneMissed, PhoneOff, Video } from 'lucide-react'
import { formatList } from '../../../lib/format.ts'
import { usePeople } from '../../../lib/people.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { useRequestCall } from '../known/use-request-call.ts'
import { cardWords, durationWords } from './card-words.ts'

type Props = { message: MessageView; card: Card; tabIndex: 0 | -1 }

/** What is left of a call: who, how long, or that nobody answered; and the way to call back. */
export function CallCard({ message, card, tabIndex }: Props) {
  const viewer = useViewer()
  const people = usePeople(card.participantIds)
  const request = useRequestCall()
  const isOwn = message.senderId === viewer.id
  const { says, detail, isMissed, action } = cardWords(card, isOwn)
  const names = card.participantIds.flatMap((id) =>
    id === viewer.id ? ['you'] : (people.get(id)?.displayName ?? []),
  )
  const callBack = () =>
    void request({
      conversationId: message.conversationId,
      media: card.media,
      act: { kind: 'start' },
    })
  return (
    <div className="mt-1 mb-1 flex w-fit max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-subtle bg-raised py-2 ps-3 pe-2">
      <span
        aria-hidden="true"
        className={`inline-flex size-9 shrink-0 items-center justify-center rounded-full ${isMissed ? 'bg-danger text-on-danger' : 'bg-sunken text-secondary'}`}
      >
        <CardIcon card={card} isMissed={isMissed} />
      </span>
      <div className="min-w-32 grow basis-32">
        <p className={`text-message font-[550] ${isMissed ? 'text-danger' : 'text-primary'}`}>{says}</p>
        <p className="flex items-center gap-1.5 text-ui text-secondary">
          {card.seconds !== null && (
            <span className="shrink-0 tabular-nums">{durationWords(card.seconds)}</span>
          )}
          {card.seconds !== null && card.participantIds.length > 1 && (
            <>
              <span aria-hidden="true">·</span>
              <span aria-hidden="true" className="flex -space-x-1 rtl:space-x-reverse">
                {card.participantIds.slice(0, 3).map((id) => (
                  <Avatar key={id} id={id} name={people.get(id)?.displayName ?? ''} size={16} />
                ))}
              </span>
              <bdi className="min-w-0 truncate">{formatList(names)}</bdi>
            </>
          )}
          {card.seconds === null && <span>{detail}</span>}
        </p>
      </div>
      <Button onPress={callBack} excludeFromTabOrder={tabIndex === -1}>
        {action}
      </Button>
    </div>
  )
}

function CardIcon({ card, isMissed }: { card: Card; isMissed: boolean }) {
  const look = { size: 18, strokeWidth: 1.75 }
  if (isMissed) return <PhoneMissed {...look} />
  if (card.result !== 'answered') return <PhoneOff {...look} />
  return card.media === 'video' ? <Video {...look} /> : <Phone {...look} />
}
