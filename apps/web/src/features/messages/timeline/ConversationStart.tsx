import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { formatDay } from '../../../lib/format.ts'

const BEGINS = {
  channel: (title: string) => `This is where ${title} begins.`,
  group: (title: string) => `This is where you and ${title} begin.`,
  direct: (title: string) => `This is between you and ${title}.`,
} as const

/** Above the first message. */
export function ConversationStart({ mine, title }: { mine: MyConversationView; title: string }) {
  return (
    <div className="flex flex-col gap-1 px-4 pt-8 pb-4">
      <h2 className="text-h2" dir="auto">
        {title}
      </h2>
      <p className="text-message text-secondary">
        {BEGINS[mine.kind](title)}{' '}
        {mine.messageCount === 0 ? 'Say the first word below.' : `Since ${formatDay(mine.createdAt)}.`}
      </p>
      {mine.topic && (
        <p dir="auto" className="text-message text-secondary">
          {mine.topic}
        </p>
      )}
    </div>
  )
}
