/** Chances that come out the same for the same seed, so that a run can be had again. */
export type Random = {
  /** At least 0, below 1. */
  next(): number
  /** At least `least`, below `most`. */
  between(least: number, most: number): number
  /** A whole number, at least 0, below `most`. */
  below(most: number): number
  chance(probability: number): boolean
  /** @throws when there is nothing to pick from */
  pick<Item>(items: readonly Item[]): Item
  shuffle<Item>(items: readonly Item[]): Item[]
  /** Another row of chances, which does not change when this one is asked more often. */
  fork(name: string): Random
}

/** Mulberry32: 32 bits of state are enough to choose who speaks next. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number) => Math.floor(next() * most)
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error('There is nothing to pick from')
    return items[below(items.length)] as Item
  }
  return {
    next,
    below,
    pick,
    between: (least, most) => least + next() * (most - least),
    chance: (probability) => next() < probability,
    shuffle: (items) =>
      items
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item),
    fork: (name) => seededRandom(hashOf(`${seed} ${name}`)),
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
