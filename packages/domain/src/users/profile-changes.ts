import type { Bus } from '@chatterly/platform/bus'

const CHANGED_CHANNEL = 'users.changed'

export type ProfileChanges = ReturnType<typeof createProfileChanges>

/** Counts the changes of profiles on all processes, for who keeps what they read of people. The bus may lose some. */
export function createProfileChanges({ bus }: { bus: Bus }) {
  let count = 0
  const note = () => void (count += 1)
  let listening: Promise<unknown> | undefined

  return {
    /** Listens from the first time it is asked. */
    count(): number {
      listening ??= bus.subscribe(CHANGED_CHANNEL, note)
      return count
    },

    /** Once it is committed. */
    async announce(): Promise<void> {
      note()
      await bus.publish(CHANGED_CHANNEL, {})
    },
  }
}
