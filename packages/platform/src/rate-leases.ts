/** Points of a key that are paid for, and until when they count: milliseconds since 1970. */
type Lease = { points: number; endsAt: number }

export type Leases = ReturnType<typeof createLeases>

/** What this process may spend of each key's window without asking again. */
export function createLeases() {
  const byKey = new Map<string, Lease>()

  /** The oldest stand first. One that lasts keeps those behind it, for a window at most. */
  function forgetEnded(now: number): void {
    for (const [key, lease] of byKey) {
      if (lease.endsAt > now) return
      byKey.delete(key)
    }
  }

  return {
    /** False when there is not enough; then nothing is taken. */
    spend(key: string, points: number): boolean {
      const lease = byKey.get(key)
      if (!lease || lease.points < points || lease.endsAt <= Date.now()) return false
      lease.points -= points
      return true
    },

    add(key: string, { points, endsAt }: Lease): void {
      const now = Date.now()
      forgetEnded(now)
      const held = byKey.get(key)
      const kept = held && held.endsAt > now ? held.points : 0
      byKey.delete(key)
      if (kept + points > 0) byKey.set(key, { points: kept + points, endsAt })
    },
  }
}
