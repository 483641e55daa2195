type Keyed = { key: string }

export type Step<Row extends Keyed> = {
  rows: Row[]
  /** Rows were put in front, and nothing else changed: positions hold from the end. */
  isPrepend: boolean
  /** More is to come in the next render. */
  isPartial: boolean
}

/**
 * From the rows on the screen towards the rows wanted. A change at both ends is taken in two steps, first the one
 * in front: the list can hold its place from the start or from the end, but not both in one render.
 */
export function stepRows<Row extends Keyed>(shown: Row[], wanted: Row[]): Step<Row> {
  const first = shown[0]
  const added = first === undefined ? 0 : wanted.findIndex((row) => row.key === first.key)
  if (added <= 0) return { rows: wanted, isPrepend: false, isPartial: false }
  const isPartial = wanted.length !== added + shown.length
  return { rows: isPartial ? [...wanted.slice(0, added), ...shown] : wanted, isPrepend: true, isPartial }
}
