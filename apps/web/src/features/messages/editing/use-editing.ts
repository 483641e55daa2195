import type { ConversationId } from '@chatterly/protocol/ids'
import { useMemo } from 'react'
import { useSteady } from '../../../lib/use-steady.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { findArticle } from '../actions/acting.ts'
import type { LoadedWindow } from '../window/window-cache.ts'
import type { Editing } from './editing-context.ts'
import { beginEdit, type Edit } from './edits.ts'
import { lastOwn, stepOwn } from './own-messages.ts'
import { useSaveEdit } from './use-save-edit.ts'

type Options = {
  conversationId: ConversationId
  loaded: LoadedWindow | undefined
  goTo: (number: number) => Promise<void>
}

/** Editing in the conversation that is open: from the composer, from message to message, and saving. */
export function useEditing({ conversationId, loaded, goTo }: Options) {
  const { id: viewerId } = useViewer()
  const saveEdit = useSaveEdit(conversationId)
  const save = useSteady((edit: Edit) => void saveEdit(edit))

  const edit = (message: ReturnType<typeof lastOwn>): boolean => {
    if (message === undefined) return false
    // One that is drawn brings itself into view, without moving what is around it.
    if (findArticle(message.id) === null) void goTo(message.number)
    beginEdit(message, 'composer')
    return true
  }
  const editLast = useSteady(() => edit(loaded && lastOwn(loaded.window, viewerId)))
  const walk = useSteady((from: Parameters<Editing['walk']>[0], step: 1 | -1) =>
    edit(loaded && stepOwn(loaded.window, viewerId, { from, step })),
  )

  const editing = useMemo((): Editing => ({ save, walk }), [save, walk])
  return { editing, editLast }
}
