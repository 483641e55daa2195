import { MessageWindow } from '@chatterly/protocol/messages/shapes'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { encodeAnswer } from '../encoded-answer.ts'
import type { ProfileChanges } from '../users/profile-changes.ts'
import type { Page } from './list-messages.ts'

/** Milliseconds. Names are read anew by then, even if word of a change was lost. */
const NAMES_BELIEVED_MS = 1_000

type Told = { window: MessageWindow; names: string; changes: number; readAt: number }

export type HeldPage = ReturnType<typeof holdPage>

/** A page as it is kept. The people it names may change when the conversation does not. */
export function holdPage(page: Page, profiles: ProfileChanges) {
  let told: Told | undefined
  return {
    items: page.items,
    senderIds: [...new Set(page.items.map((item) => item.senderId))],

    /** The whole answer, encoded anew only when somebody is called something else. */
    async windowWith(readPeople: () => Promise<UserView[]>): Promise<MessageWindow> {
      const changes = profiles.count()
      const now = Date.now()
      if (told?.changes === changes && now - told.readAt < NAMES_BELIEVED_MS) return told.window
      const users = await readPeople()
      const names = JSON.stringify(users)
      const window = told?.names === names ? told.window : encodeAnswer(MessageWindow, { ...page, users })
      told = { window, names, changes, readAt: now }
      return window
    },
  }
}
