import { isDeleted } from '@chatterly/protocol/messages/policy'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { Button } from '@chatterly/ui/Button'
import { copyText } from '../timeline/copy-text.ts'
import type { Edit } from './edits.ts'

type Props = { id: string; message: MessageView; edit: Edit; onDiscard: () => void }

/** What the writer should know before saving: it failed, it is not the same message any more, these are older words. */
export function EditNotice({ id, message, edit, onDiscard }: Props) {
  const notice = noticeOf(message, edit)
  return (
    <div id={id} role="status" className="empty:hidden">
      {notice !== null && (
        <div className="flex flex-wrap items-center gap-2 px-2 pt-1.5 text-ui">
          <p className={notice.isProblem ? 'text-danger' : 'text-secondary'}>{notice.says}</p>
          {isDeleted(message) && (
            <Button onPress={() => void copyText(edit.text, 'Your words are copied')}>Copy my words</Button>
          )}
          {notice.discard && <Button onPress={onDiscard}>{notice.discard}</Button>}
        </div>
      )}
    </div>
  )
}

type Notice = { says: string; isProblem?: boolean; discard?: string }

function noticeOf(message: MessageView, edit: Edit): Notice | null {
  if (isDeleted(message))
    return { says: 'This message was deleted meanwhile.', isProblem: true, discard: 'Throw my words away' }
  if (message.body !== edit.base)
    return {
      says: `It was changed elsewhere meanwhile; saving replaces that: “${shortened(message.body ?? '')}”`,
      isProblem: true,
      discard: 'Take those words',
    }
  if (edit.problem !== undefined) return { says: edit.problem, isProblem: true }
  return edit.isResumed
    ? { says: 'These are your words from last time, not saved yet.', discard: 'Start again' }
    : null
}

const shortened = (text: string) => (text.length > 160 ? `${text.slice(0, 160)}…` : text)
