import { callNode } from './call-node.ts'
import { type Fault, nodesOf } from './fault.ts'

const CYCLES = 100

/** Somebody is removed from the busiest group while all talk, and added again, as often as there is time for. */
export const removedAndAdded: Fault = {
  id: 'F25',
  words: 'removed from the busy group and added again, up to 100 times',
  async strike({ stand, cast, random, isOver, sleep, act }) {
    const group = cast.conversations[1]
    const [owner = 0, ...others] = group?.members ?? []
    const { cookie } = cast.people[owner] ?? { cookie: '' }
    act('remove and add')
    for (let cycle = 0; cycle < CYCLES && !isOver(); cycle += 1) {
      const userId = cast.people[random.pick(others)]?.userId
      const input = { conversationId: group?.id, userId }
      const [first, second] = random.shuffle(nodesOf(stand))
      if (!first || !second) return
      await callNode(first, { cookie, path: 'conversations.removeMember', input })
      await sleep(random.between(0, 60))
      await callNode(second, { cookie, path: 'conversations.addMember', input })
      await sleep(random.between(0, 60))
    }
  },
}
