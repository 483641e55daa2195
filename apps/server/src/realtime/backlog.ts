/** Somebody who may be slow to take what they are sent. */
export type Debtor = {
  unsentBytes(): number
  /** Lets go of them. They come back and resume from where they are. */
  close(): void
}

/** Milliseconds between two exact countings: in between, sockets tell only what they notice in passing. */
const RECOUNT_MS = 1000
/** Of the most that may be unsent: closing goes on down to this, so that it does not begin again at once. */
const RELIEF = 7 / 8

export type Backlog = ReturnType<typeof createBacklog>

/** Bounds what all sockets of this process together have not taken: above it those that owe most are closed first. */
export function createBacklog(maxBytes: number) {
  const owed = new Map<Debtor, number>()
  let totalBytes = 0
  const timer = setInterval(recount, RECOUNT_MS).unref()

  function recount(): void {
    totalBytes = 0
    for (const debtor of owed.keys()) {
      const bytes = debtor.unsentBytes()
      owed.set(debtor, bytes)
      totalBytes += bytes
    }
    if (totalBytes > maxBytes) relieve()
  }

  function relieve(): void {
    const worstFirst = [...owed].sort(([, some], [, others]) => others - some)
    for (const [debtor] of worstFirst) {
      if (totalBytes <= maxBytes * RELIEF) return
      remove(debtor)
      debtor.close()
    }
  }

  function remove(debtor: Debtor): void {
    totalBytes -= owed.get(debtor) ?? 0
    owed.delete(debtor)
  }

  return {
    add: (debtor: Debtor) => void owed.set(debtor, 0),
    remove,

    /** What a socket owes now, as far as it knows. Cheap: others are looked at only when it is too much in all. */
    note(debtor: Debtor, bytes: number): void {
      const known = owed.get(debtor)
      if (known === undefined) return
      owed.set(debtor, bytes)
      totalBytes += bytes - known
      if (totalBytes > maxBytes) recount()
    },

    stop: () => clearInterval(timer),
  }
}
