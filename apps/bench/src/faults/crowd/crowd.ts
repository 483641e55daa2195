import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serveParent } from '../../load/parent.ts'
import { type HistoryWriter, openHistory } from '../history/writer.ts'
import type { Cast } from '../plan.ts'
import { seededRandom } from '../random.ts'
import { type Load, startLoad } from './load.ts'
import type { Choice } from './choice.ts'
import { speak, speakAtOnce } from './operations.ts'
import { type Guest, VirtualClient } from './virtual-client.ts'

type Place = { url: string; historyDir: string }

const SMALL_BODIES = { least: 5, most: 300 }

let cast: Cast
let clients: VirtualClient[] = []
const guests: VirtualClient[] = []
const histories: HistoryWriter[] = []
let load: Load | undefined

function remember({ historyDir }: Place, name: string): HistoryWriter {
  const history = openHistory(join(historyDir, `${name}.jsonl`))
  histories.push(history)
  return history
}

const handlers = {
  /** Everybody connects; resolves when all have everything. */
  async connect(input: Place & { cast: Cast; people: number[] }): Promise<void> {
    cast = input.cast
    clients = input.people.map((person) => {
      const history = remember(input, `p${person}`)
      return new VirtualClient({ cast, person, url: input.url, history })
    })
    await Promise.all(clients.map((client) => client.connect()))
  },

  /** Further sessions of those of these people who are here; resolves when all hear everything. */
  async admit(input: Place & { guests: (Guest & { person: number })[] }): Promise<void> {
    for (const { person, ...guest } of input.guests) {
      if (!clients.some((client) => client.person === person)) continue
      const history = remember(input, guest.name)
      guests.push(new VirtualClient({ cast, person, url: input.url, history, guest }))
    }
    await Promise.all(guests.map((guest) => guest.connect()))
  },

  startLoad(input: { seed: number; perSecond: number; bodyBytes?: Choice['bodyBytes'] }): void {
    const { seed, perSecond, bodyBytes = SMALL_BODIES } = input
    load = startLoad({ cast, clients, random: seededRandom(seed), perSecond, bodyBytes })
  },

  stopLoad: (): { skipped: number } => {
    load?.stop()
    return { skipped: load?.skippedCount() ?? 0 }
  },

  /** Resolves with how many acts are still under way once none is, or the time is over. */
  async drain({ seconds }: { seconds: number }): Promise<number> {
    for (const { client } of clients) client.connection.retryNow()
    await Promise.race([Promise.all(clients.map((client) => client.idle())), sleep(seconds * 1000)])
    return clients.reduce((sum, client) => sum + client.underWayCount(), 0)
  },

  /** Messages by those of these people who are here, each in its conversation; one after the other, or at once. */
  async say(input: {
    pairs: { person: number; place: number }[]
    bodyBytes?: Choice['bodyBytes']
    isAtOnce?: boolean
  }): Promise<void> {
    const { pairs, bodyBytes = SMALL_BODIES, isAtOnce = false } = input
    const toAct = isAtOnce ? speakAtOnce : speak
    const random = seededRandom(1)
    await Promise.all(
      pairs.map(async ({ person, place }) => {
        const actor = clients.find((client) => client.person === person)
        const conversation = cast.conversations[place]
        if (!actor || !conversation) return
        await actor.perform(toAct({ cast, actor, conversation, place, random, bodyBytes }))
      }),
    )
  },

  /** Who does not stand at the newest change of what they are in, in words. */
  behind: ({ heads }: { heads: Record<number, Record<string, number>> }): string[] =>
    clients.flatMap(({ person, headOf }) =>
      cast.conversations.flatMap(({ id }, place) => {
        const head = heads[person]?.[id]
        const at = headOf(id)
        if (at === head) return []
        return [
          `person ${person}, conversation ${place}: at ${at ?? 'nothing'} instead of ${head ?? 'nothing'}`,
        ]
      }),
    ),

  /** These people's sockets are not read, or read again. */
  pause({ people, isPaused }: { people: number[]; isPaused: boolean }): void {
    for (const client of clients) if (people.includes(client.person)) client.pause(isPaused)
  },

  /** Closes everybody and every history. */
  async finish(): Promise<void> {
    for (const guest of guests) guest.leave()
    await Promise.all(clients.map((client) => client.finish()))
    await Promise.all(histories.map((history) => history.close()))
  },
}

export type Crowd = typeof handlers

serveParent(handlers)
