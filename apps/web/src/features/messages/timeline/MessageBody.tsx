import { Trash2 } from 'lucide-react'
import { Content } from '../content/Content.tsx'
import type { Edit } from '../editing/edits.ts'
import type { MessageRow } from './rows.ts'

/** The words of the message: as they are, or as they are being saved. */
export function MessageBody({ row, edit }: { row: MessageRow; edit: Edit | undefined }) {
  if (row.item !== null) return <Content body={row.item.body} content={null} />
  const { body, content } = row.message
  if (body === null) return <Tombstone />
  return edit?.isSaving ? (
    <Content body={edit.text} content={null} />
  ) : (
    <Content body={body} content={content} />
  )
}

const Tombstone = () => (
  <p className="flex items-center gap-1.5 text-message text-tertiary">
    <Trash2 size={15} strokeWidth={1.75} aria-hidden="true" />
    Message deleted
  </p>
)
