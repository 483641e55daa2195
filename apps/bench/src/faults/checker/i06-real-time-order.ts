import type { Outcome } from '../history/entries.ts'
import { type Check, deedsOf, type Evidence, groupBy, userOf } from './evidence.ts'

/** I6. What was acknowledged before something else was begun comes before it, and whoever reads after it sees it. */
export const realTimeOrder: Check = (evidence) => {
  const acked = deedsOf(evidence).flatMap(({ op, at, outcome, conversationId, canary, isDuplicate }) =>
    outcome?.kind === 'ok' && !isDuplicate
      ? numbersOf(op, outcome).map((seq) => ({
          invokedAt: at,
          ackedAt: outcome.at,
          seq,
          conversationId,
          isSend: op === 'send',
          what: canary ?? `An ${op}`,
        }))
      : [],
  )
  const reads = groupBy(readsOf(evidence), ({ conversationId }) => conversationId)
  return [...groupBy(acked, ({ conversationId }) => conversationId)].flatMap(([conversationId, sends]) => {
    const byAck = [...sends].sort((a, b) => a.ackedAt - b.ackedAt)
    const later = [...sends, ...(reads.get(conversationId) ?? [])].sort((a, b) => a.invokedAt - b.invokedAt)
    let next = 0
    let newest = 0
    let newestSend = 0
    return later.flatMap((act) => {
      const { invokedAt, seq, what } = act
      for (let send = byAck[next]; send && send.ackedAt < invokedAt; send = byAck[(next += 1)]) {
        newest = Math.max(newest, send.seq)
        if (send.isSend) newestSend = Math.max(newestSend, send.seq)
      }
      // A read shows the newest message, and nothing of what became of the others.
      const isRight = 'joined' in act ? seq >= newestSend || sawNothingYet(act, newestSend) : seq > newest
      return isRight
        ? []
        : [
            {
              invariant: 'I6',
              at: invokedAt,
              words: `${what} is at ${seq}, begun after ${newest} was acknowledged (${conversationId})`,
            },
          ]
    })
  })
}

type Read = { invokedAt: number; conversationId: string; seq: number; what: string; joined: number[] }

function readsOf({ histories, cast, dump }: Evidence): Read[] {
  return histories.flatMap((history) => {
    const userId = userOf(history, cast)
    const joinedIn = (id: string) =>
      dump.members.flatMap((period) =>
        period.conversationId === id && period.userId === userId ? period.joinedSeq : [],
      )
    return history.flatMap((entry) =>
      entry.kind === 'read' ? [{ ...entry, what: 'A read', joined: joinedIn(entry.conversationId) }] : [],
    )
  })
}

/** A conversation begins for each member where they joined: who came after all that was said is shown nothing. */
const sawNothingYet = ({ seq, joined }: Read, newestSend: number) =>
  seq === 0 && joined.some((joinedSeq) => joinedSeq > newestSend)

/** The number an act has taken, if its answer says one for sure. */
function numbersOf(op: string, { seq, changedSeq }: Extract<Outcome, { kind: 'ok' }>): number[] {
  if (op === 'send') return seq === undefined ? [] : [seq]
  return op === 'edit' && changedSeq !== undefined ? [changedSeq] : []
}
