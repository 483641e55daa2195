import type { Cast, CastConversation } from '../plan.ts'
import type { Random } from '../random.ts'
import type { Operation } from './choice.ts'
import { operations } from './operations.ts'
import type { VirtualClient } from './virtual-client.ts'

/** Acts one person has under way at most: in an outage people wait too. */
const UNDER_WAY_MAX = 12
const LONGEST_SLEEP_MS = 20

type Options = {
  cast: Cast
  /** The clients of this process. */
  clients: readonly VirtualClient[]
  random: Random
  perSecond: number
  bodyBytes: { least: number; most: number }
}

export type Load = { stop(): void; skippedCount(): number }

/** Does what people do, at a steady rate whatever the server does. */
export function startLoad(options: Options): Load {
  const { random, perSecond } = options
  let isStopped = false
  let skipped = 0
  let dueMs = performance.now()

  function go(): void {
    if (isStopped) return
    while (dueMs <= performance.now()) {
      dueMs += (-Math.log(1 - random.next()) * 1000) / perSecond
      if (!act(options)) skipped += 1
    }
    setTimeout(go, Math.min(LONGEST_SLEEP_MS, Math.max(0, dueMs - performance.now())))
  }
  go()
  return { stop: () => void (isStopped = true), skippedCount: () => skipped }
}

/** False when whoever it fell on has too much under way. */
function act({ cast, clients, random, bodyBytes }: Options): boolean {
  const here = new Map(clients.map((client) => [client.person, client]))
  const conversation = pickWeighted(
    cast.conversations.filter(({ members }) => members.some((person) => here.has(person))),
    ({ weight }) => weight,
    random,
  )
  const operation = pickWeighted(operations, ({ share }) => share, random)
  const actor = here.get(pickActor(conversation, operation, here, random))
  if (!actor || actor.underWayCount() >= UNDER_WAY_MAX) return false
  const place = cast.conversations.indexOf(conversation)
  for (const each of operation.choose({ cast, conversation, place, actor, random, bodyBytes })) {
    void actor.perform(each)
  }
  return true
}

/** Members are changed by the first of them. */
function pickActor(
  { members }: CastConversation,
  { name }: Operation,
  here: ReadonlyMap<number, unknown>,
  random: Random,
): number {
  const [owner = -1] = members
  if (name === 'add' || name === 'remove') return owner
  return random.pick(members.filter((person) => here.has(person)))
}

function pickWeighted<Item>(items: readonly Item[], weigh: (item: Item) => number, random: Random): Item {
  let left = random.next() * items.reduce((sum, item) => sum + weigh(item), 0)
  return items.find((item) => (left -= weigh(item)) < 0) ?? random.pick(items)
}
