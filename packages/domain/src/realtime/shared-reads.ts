import type { Database } from '@chatterly/db/database'
import type { LogEpoch, UserId } from '@chatterly/protocol/ids'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { UserView } from '@chatterly/protocol/users/shapes'
import DataLoader from 'dataloader'
import {
  findMemberships,
  listMembershipsOfMany,
  type Membership,
  type Seat,
} from '../conversations/access.ts'
import { readEpoch } from '../log/epoch.ts'
import { findPeople } from '../users/find-people.ts'
import { type Range, readRanges } from './read-events.ts'

/** Askers whom one statement answers. */
const ASKERS_MAX = 500

export type SharedReads = ReturnType<typeof createSharedReads>

/**
 * What everybody asks for who comes back, read once for all who ask in the same tick: after a restart that is
 * thousands. Nothing is kept: each answer was read after it was asked for.
 */
export function createSharedReads(db: Database) {
  const epochs = shared<'epoch', LogEpoch>(async (askers) => {
    const epoch = await readEpoch(db)
    return askers.map(() => epoch)
  })
  const memberships = shared<UserId, Membership[]>((userIds) => listMembershipsOfMany(db, userIds))
  const seats = shared<Seat, Membership | undefined>((asked) => findMemberships(db, asked))
  const people = shared<UserId, UserView | undefined>((ids) => findPeople(db, ids))
  const changes = shared<Range, KeptEvent[]>((ranges) => readRanges(db, ranges))

  return {
    epoch: () => epochs.load('epoch'),
    membershipsOf: (userId: UserId) => memberships.load(userId),
    membershipIn: (seat: Seat) => seats.load(seat),
    /** Those of them that are there. */
    people: async (ids: readonly UserId[]) =>
      (await Promise.all(ids.map((id) => people.load(id)))).filter((person) => person !== undefined),
    /** The changes after a number up to another; fewer where the log no longer holds them. */
    changesIn: (range: Range) => changes.load(range),
  }
}

const shared = <Key, Value>(read: (keys: readonly Key[]) => Promise<Value[]>) =>
  new DataLoader<Key, Value>(read, {
    cache: false,
    maxBatchSize: ASKERS_MAX,
    batchScheduleFn: (send) => void setImmediate(send),
  })
