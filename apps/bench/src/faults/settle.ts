import { setTimeout as sleep } from 'node:timers/promises'
import type { Crowds } from './crowd/crowds.ts'
import { readHeads } from './history/dump.ts'
import type { Cast, LoadPlan } from './plan.ts'
import type { Random } from './random.ts'
import type { Stand } from './stand/stand.ts'

/** Times something is said everywhere after the load: a change that nothing follows is the hardest one to notice. */
const CLOSING_ROUNDS = 4
const POLL_MS = 100

/** Ends the load, lets everybody finish, and waits until all know everything. The answer names who does not. */
export async function settle(options: {
  stand: Stand
  crowds: Crowds
  cast: Cast
  random: Random
  plan: LoadPlan
  say: (line: string) => void
}): Promise<string[]> {
  const { stand, crowds, cast, random, plan, say } = options
  await crowds.askAll('stopLoad', undefined as never)
  await crowds.askAll('drain', { seconds: plan.settleSeconds })
  say('everybody has said what they had to say')
  const userIds = cast.people.map(({ userId }) => userId)

  async function whoIsBehind(): Promise<string[]> {
    const deadline = Date.now() + plan.settleSeconds * 1000
    for (;;) {
      const heads = await readHeads(stand.pool, userIds)
      const behind = (await crowds.askAll('behind', { heads })).flat()
      if (behind.length === 0 || Date.now() > deadline) return behind
      await sleep(POLL_MS)
    }
  }

  let behind = await whoIsBehind()
  for (let round = 0; round < CLOSING_ROUNDS && behind.length === 0; round += 1) {
    const heads = await readHeads(stand.pool, userIds)
    const pairs = cast.conversations.flatMap(({ id, members }, place) => {
      const current = members.filter((person) => heads[person]?.[id] !== undefined)
      return current.length === 0 ? [] : [{ person: random.pick(current), place }]
    })
    await crowds.askAll('say', { pairs })
    behind = await whoIsBehind()
  }
  return behind
}
