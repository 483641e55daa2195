import { randomUUID } from 'node:crypto'
import { callNode } from './call-node.ts'
import { type Fault, nodesOf } from './fault.ts'

const AT_ONCE = 20
const PAUSE_MS = 500

/** The same message, again and again, on both nodes, now and an hour later; and another one with its key. */
export const duplicateSubmits: Fault = {
  id: 'F19',
  words: 'one message submitted 20 times at once, on both nodes',
  async strike({ stand, cast, random, isOver, sleep, act, probe }) {
    const nodes = nodesOf(stand)
    while (!isOver()) {
      const conversation = random.pick(cast.conversations.filter(({ kind }) => kind !== 'channel'))
      // The first keeps the conversation, and stays.
      const { cookie } = cast.people[conversation.members[0] ?? 0] ?? { cookie: '' }
      const body = `submitted ${randomUUID()}`
      const send = (text: string, node = random.pick(nodes)) =>
        callNode(node, {
          cookie,
          path: 'messages.send',
          input: { conversationId: conversation.id, body: text, key: body },
        })
      act(`submit ${AT_ONCE} times`)
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => send(body)))
      await stand.pool.query(`update idempotency_keys set at = at - interval '1 hour' where key = $1`, [body])
      const later = await send(body)
      const other = await send(`${body}, but different`)
      const ids = new Set([...answers, later].map(({ data, status }) => idOf(data) ?? `status ${status}`))
      const { rowCount } = await stand.pool.query('select from messages where body = $1', [body])
      probe('All are answered with the one message', ids.size === 1, [...ids].join(', '))
      probe('There is one message', rowCount === 1, `there are ${rowCount}`)
      probe('Another body is refused', other.refusal === 'idempotency.key_reused', `status ${other.status}`)
      await sleep(PAUSE_MS)
    }
  },
}

const idOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : undefined
