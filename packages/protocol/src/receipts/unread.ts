type Reading = { messageCount: number; lastReadNumber: number; uncountedAfterRead: number }

/** Worked out, never counted up: what was written since, less one's own and deleted ones. */
export const unreadCount = ({ messageCount, lastReadNumber, uncountedAfterRead }: Reading) =>
  Math.max(0, messageCount - lastReadNumber - uncountedAfterRead)
