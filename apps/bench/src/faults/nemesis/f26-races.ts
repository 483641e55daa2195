import { callNode } from './call-node.ts'
import { type Fault, nodesOf } from './fault.ts'

const PAUSE_MS = 30

/** Posting against being removed, joining against leaving: either came first, and the log says which. */
export const races: Fault = {
  id: 'F26',
  words: 'races: post and remove, join and leave',
  async strike({ stand, cast, random, isOver, sleep, act }) {
    const groups = cast.conversations.filter(({ kind, members }) => kind !== 'direct' && members.length > 2)
    act('race')
    while (!isOver()) {
      const { id: conversationId, kind, members } = random.pick(groups)
      const [owner = 0, ...others] = members
      const subject = cast.people[random.pick(others)]
      const keeper = cast.people[owner]
      if (!subject || !keeper) return
      const as = (cookie: string, path: string, input: object) =>
        callNode(random.pick(nodesOf(stand)), { cookie, path, input: { conversationId, ...input } })
      const say = (n: number) =>
        as(subject.cookie, 'messages.send', { body: `a race, ${n}`, key: `race-${random.next()}-${n}` })
      const { userId } = subject
      await Promise.all([say(1), as(keeper.cookie, 'conversations.removeMember', { userId }), say(2)])
      const back =
        kind === 'channel'
          ? [as(subject.cookie, 'conversations.join', {}), as(subject.cookie, 'conversations.leave', {})]
          : [as(keeper.cookie, 'conversations.addMember', { userId })]
      await Promise.all([...back, say(3), as(keeper.cookie, 'conversations.addMember', { userId })])
      await sleep(PAUSE_MS)
    }
  },
}
