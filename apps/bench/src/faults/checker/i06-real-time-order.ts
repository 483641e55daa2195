import { type Check, deedsOf, entriesOf, groupBy } from './evidence.ts'

/** I6. What was acknowledged before something else was begun comes before it, and whoever reads after it sees it. */
export const realTimeOrder: Check = (evidence) => {
  const acked = deedsOf(evidence).flatMap(({ at, outcome, conversationId, canary, isDuplicate }) =>
    outcome?.kind === 'ok' && outcome.seq !== undefined && !isDuplicate
      ? [{ invokedAt: at, ackedAt: outcome.at, seq: outcome.seq, conversationId, what: canary ?? '' }]
      : [],
  )
  const looked = [...entriesOf(evidence, 'read')].map((entry) => ({ ...entry, what: 'A read' }))
  const reads = groupBy(looked, ({ conversationId }) => conversationId)
  return [...groupBy(acked, ({ conversationId }) => conversationId)].flatMap(([conversationId, sends]) => {
    const byAck = [...sends].sort((a, b) => a.ackedAt - b.ackedAt)
    const later = [...sends, ...(reads.get(conversationId) ?? [])].sort((a, b) => a.invokedAt - b.invokedAt)
    let next = 0
    let newest = 0
    return later.flatMap(({ invokedAt, seq, what }) => {
      for (let send = byAck[next]; send && send.ackedAt < invokedAt; send = byAck[(next += 1)])
        newest = Math.max(newest, send.seq)
      const isRight = what === 'A read' ? seq >= newest : seq > newest
      return isRight
        ? []
        : [
            {
              invariant: 'I6',
              words: `${what} is at ${seq}, begun after ${newest} was acknowledged (${conversationId})`,
            },
          ]
    })
  })
}
