import { nowMicros } from '../measure/moment.ts'
import type { Crowds } from './crowd/crowds.ts'
import type { Note } from './history/entries.ts'
import { logOut } from './log-out.ts'
import { nodesOf } from './nemesis/fault.ts'
import type { Cast } from './plan.ts'
import type { Random } from './random.ts'
import { seedSession } from './stand/seed-cast.ts'
import type { Stand } from './stand/stand.ts'

const GUESTS = 3

type Given = { stand: Stand; cast: Cast; crowds: Crowds; random: Random }

/** Some people listen from a second place, each with a session that is ended later. */
export async function admitGuests({ stand, cast, crowds, random }: Given) {
  const people = random.shuffle(cast.people.map((_, person) => person)).slice(0, GUESTS)
  const guests = await Promise.all(
    people.map(async (person) => ({
      person,
      name: `guest${person}`,
      cookie: await seedSession(stand.pool, cast.people[person]?.userId ?? ''),
    })),
  )
  await crowds.askAll('admit', { guests, url: stand.url, historyDir: crowds.historyDir })
  return guests
}

/** Ends their sessions, whatever is broken meanwhile, and notes when a server said so. */
export async function endSessions(
  { stand, random }: Pick<Given, 'stand' | 'random'>,
  guests: Awaited<ReturnType<typeof admitGuests>>,
  notes: Note[],
): Promise<void> {
  for (const { name, cookie } of guests) {
    const isEnded = await logOut({ nodes: nodesOf(stand), random, cookie })
    const at = nowMicros()
    if (isEnded) notes.push({ kind: 'ended', at, guest: name })
    else notes.push({ kind: 'probe', at, fault: 'I8', words: 'A session ends', isOk: false, detail: name })
  }
}
