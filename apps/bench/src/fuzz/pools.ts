import type { Random } from '../faults/random.ts'

/** What is really there, by the name of the field that asks for it. Grows with the answers. */
export type Pools = Record<string, unknown[]>

/** Of each kind, so that old and new are both asked for. */
const POOL_MAX = 200

function addTo(pools: Pools, name: string, value: unknown, random: Random): void {
  const pool = (pools[name] ??= [])
  if (pool.length < POOL_MAX) pool.push(value)
  else pool[random.below(POOL_MAX)] = value
}

/** Ids that an answer tells, wherever in it they stand. */
export function learn(pools: Pools, answer: string, random: Random): void {
  for (const [, name = '', value] of answer.matchAll(/"(\w*Id|nextCursor|epoch)":"([^"]+)"/g))
    addTo(pools, POOL_BY_FIELD[name] ?? name, value, random)
}

/** Fields that hold what others ask for under another name. */
const POOL_BY_FIELD: Record<string, string> = {
  nextCursor: 'cursor',
  senderId: 'userId',
  creatorId: 'userId',
  to: 'userId',
  memberIds: 'userId',
  cursors: 'conversationId',
  login: 'email',
}

export const poolOf = (pools: Pools, field: string) => pools[POOL_BY_FIELD[field] ?? field] ?? []
