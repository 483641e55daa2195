import { randomUUID } from 'node:crypto'
import type { Random } from '../faults/random.ts'
import { askOverHttp } from './ask-http.ts'
import { learn, type Pools } from './pools.ts'

/** People with something to ask for: conversations, messages, reactions, tokens and a call that is going on. */
export async function setStage(
  origin: string,
  people: { id: string; cookie: string }[],
  random: Random,
): Promise<Pools> {
  const pools: Pools = { userId: people.map(({ id }) => id) }
  const device = randomUUID()
  pools.device = [device]

  async function act<Answer>(at: number, path: string, value: object): Promise<Answer> {
    const asked = {
      path,
      type: 'mutation',
      cookie: people[at]?.cookie,
      input: { value },
      isBatch: false,
    } as const
    const { answer, said } = await askOverHttp(origin, asked)
    if (answer !== 'allowed') throw new Error(`${path}: ${said}`)
    learn(pools, said, random)
    return (JSON.parse(said) as { result: { data: Answer } }).result.data
  }

  for (const at of people.keys()) {
    const token = { name: 'fuzz', scopes: ['read'] }
    const { view } = await act<{ view: { id: string } }>(at, 'tokens.create', token)
    pools.tokenId = [...(pools.tokenId ?? []), view.id]
  }
  const others = people.slice(1).map(({ id }) => id)
  const made = [
    { kind: 'group', memberIds: others },
    { kind: 'channel', name: 'fuzz', memberIds: others },
    { kind: 'group', name: 'not for everybody', memberIds: others.slice(0, 1) },
  ]
  for (const conversation of made) {
    const { id } = await act<{ id: string }>(0, 'conversations.create', {
      ...conversation,
      key: randomUUID(),
    })
    pools.conversationId = [...(pools.conversationId ?? []), id]
    for (let n = 0; n < 20; n += 1) {
      const message = { conversationId: id, body: `message ${n}`, key: randomUUID() }
      const { id: messageId } = await act<{ id: string }>(n % 2, 'messages.send', message)
      pools.messageId = [...(pools.messageId ?? []), messageId]
    }
    const starting = { conversationId: id, media: 'voice', device, key: randomUUID() }
    const call = await act<{ id: string }>(0, 'calls.start', starting)
    pools.callId = [...(pools.callId ?? []), call.id]
  }
  return pools
}
