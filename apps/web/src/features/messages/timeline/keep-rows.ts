import type { Row } from './rows.ts'

/** Rows that say what they said before are the objects they were before, so that only what changed is drawn again. */
export function keepRows(before: Row[], rows: Row[]): Row[] {
  const known = new Map(before.map((row) => [row.key, row]))
  const kept = rows.map((row) => {
    const old = known.get(row.key)
    return old !== undefined && saysTheSame(old, row) ? old : row
  })
  const isUnchanged = kept.length === before.length && kept.every((row, index) => row === before[index])
  return isUnchanged ? before : kept
}

function saysTheSame(one: Row, other: Row): boolean {
  if (one.kind === 'message')
    return (
      other.kind === 'message' &&
      one.message === other.message &&
      one.item === other.item &&
      one.authorId === other.authorId &&
      one.at === other.at &&
      one.isHead === other.isHead
    )
  if (one.kind === 'day') return other.kind === 'day' && one.at === other.at
  return one.kind === other.kind
}
