import { type Check, deedsOf, entriesOf, type Evidence } from './evidence.ts'

/** Microseconds a connection that is open may take to be live. */
const LIVE_WITHIN = 30_000_000

/** I11. Once all is well again everybody can send, every send is answered, and no connection is stuck. */
export const liveness: Check = (evidence) => {
  const healedAt = healedAtOf(evidence)
  const sendsAfter = deedsOf(evidence).filter(({ op, at }) => op === 'send' && at > healedAt)
  const isSilent = sendsAfter.length > 0 && !sendsAfter.some(({ outcome }) => outcome?.kind === 'ok')
  const waiting = [...entriesOf(evidence, 'end')].reduce((sum, entry) => sum + entry.waiting, 0)
  return [
    ...(isSilent ? ['Nobody could send after all was well again'] : []),
    ...(waiting > 0 ? [`${waiting} acts were never answered`] : []),
    ...stuckConnections(evidence, healedAt),
  ].map((words) => ({ invariant: 'I11', words }))
}

/** When the last fault was over. */
export const healedAtOf = ({ notes }: Pick<Evidence, 'notes'>): number =>
  notes.reduce((latest, note) => (note.kind === 'healed' ? Math.max(latest, note.at) : latest), 0)

function stuckConnections({ histories }: Evidence, healedAt: number): string[] {
  return histories.flatMap((history) => {
    const endsAt = history.at(-1)?.at ?? 0
    const settled = new Set(
      history.flatMap((entry) => (entry.kind === 'live' || entry.kind === 'close' ? entry.conn : [])),
    )
    return history.flatMap((entry) =>
      entry.kind === 'open' &&
      entry.at > healedAt &&
      entry.at + LIVE_WITHIN < endsAt &&
      !settled.has(entry.conn)
        ? [`The connection ${entry.conn} was open and never live`]
        : [],
    )
  })
}
