import type { MessageId } from '@chatterly/protocol/ids'
import { createContext } from 'react'
import type { Edit } from './edits.ts'

/** What the editor of a message asks of its conversation. */
export type Editing = {
  save: (edit: Edit) => void
  /** To the next own message up or down; false where there is none. */
  walk: (from: MessageId, step: 1 | -1) => boolean
}

export const EditingContext = createContext<Editing | null>(null)
