import { ConversationId, type LogEpoch } from '@chatterly/protocol/ids'
import { PULL_CURSORS_MAX } from '@chatterly/protocol/realtime/pull-limit'
import type { Changes, PulledChanges, PullChanges, Reset } from '@chatterly/protocol/realtime/shapes'

/** The change number each conversation is known up to. */
export type Cursors = ReadonlyMap<ConversationId, number>
export type Pull = (input: PullChanges) => Promise<PulledChanges>

export type Answer = { conversationId: ConversationId; answer: Changes | { reset: Reset } }
export type PulledAll = { epoch: LogEpoch; answers: Answer[] }

/**
 * Asks for everything that was missed. More conversations than one pull takes are asked for in parts; then a part's
 * `new` about a conversation that another part names is no news.
 */
export async function pullAll(pull: Pull, cursors: Cursors, epoch: LogEpoch): Promise<PulledAll> {
  const named = [...cursors]
  const answers = new Map<ConversationId, Answer['answer']>()
  let newest = epoch
  for (let start = 0; start === 0 || start < named.length; start += PULL_CURSORS_MAX) {
    const part = Object.fromEntries(named.slice(start, start + PULL_CURSORS_MAX))
    const pulled = await pull({ cursors: part, epoch, ...(start > 0 && { onlyNamed: true }) })
    newest = pulled.epoch
    for (const [id, answer] of Object.entries(pulled.conversations)) {
      const conversationId = ConversationId.parse(id)
      const isNews = Object.hasOwn(part, id) || !cursors.has(conversationId)
      if (isNews) answers.set(conversationId, answer)
    }
  }
  return {
    epoch: newest,
    answers: [...answers].map(([conversationId, answer]) => ({ conversationId, answer })),
  }
}
