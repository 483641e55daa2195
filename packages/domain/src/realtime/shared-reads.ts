import type { Database } from '@chatterly/db/database'
import type { LogEpoch, UserId } from '@chatterly/protocol/ids'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { listMembershipsOfMany, type Membership } from '../conversations/access.ts'
import { findMemberships, type Seat } from '../conversations/seats.ts'
import { readEpoch } from '../log/epoch.ts'
import { readTogether } from '../read-together.ts'
import { findPeople } from '../users/find-people.ts'
import { type Range, readRanges } from './read-events.ts'

export type SharedReads = ReturnType<typeof createSharedReads>

/**
 * What everybody asks for who comes back, read once for all who ask in the same tick: after a restart that is
 * thousands. Nothing is kept: each answer was read after it was asked for.
 */
export function createSharedReads(db: Database) {
  const epochs = readTogether<'epoch', LogEpoch>(async (askers) => {
    const epoch = await readEpoch(db)
    return askers.map(() => epoch)
  })
  const memberships = readTogether<UserId, Membership[]>((userIds) => listMembershipsOfMany(db, userIds))
  const seats = readTogether<Seat, Membership | undefined>((asked) => findMemberships(db, asked))
  const people = readTogether<readonly UserId[], UserView[]>((lists) => findPeopleOf(db, lists))
  const changes = readTogether<Range, KeptEvent[]>((ranges) => readRanges(db, ranges))

  return {
    epoch: () => epochs('epoch'),
    membershipsOf: (userId: UserId) => memberships(userId),
    membershipIn: (seat: Seat) => seats(seat),
    /** Those of them that are there. Who asks with the same list at the same time is given the same answer. */
    people: (ids: readonly UserId[]) => people(ids),
    /** The changes after a number up to another; fewer where the log no longer holds them. */
    changesIn: (range: Range) => changes(range),
  }
}

async function findPeopleOf(db: Database, lists: readonly (readonly UserId[])[]): Promise<UserView[][]> {
  const distinct = new Set(lists)
  const ids = [...new Set([...distinct].flat())]
  const found = await findPeople(db, ids)
  const byId = new Map(ids.map((id, at) => [id, found[at]]))
  const answers = new Map(
    [...distinct].map((list) => [
      list,
      list.map((id) => byId.get(id)).filter((person) => person !== undefined),
    ]),
  )
  return lists.map((list) => answers.get(list) ?? [])
}
