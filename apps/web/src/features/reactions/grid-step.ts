/** The cell that the key leads to from the active one, by where the cells stand; undefined for other keys. */
export function stepInGrid(list: HTMLElement, active: string | undefined, key: string): string | undefined {
  const cells = [...list.querySelectorAll<HTMLElement>('[role="option"]')]
  const at = cells.findIndex((cell) => cell.id === active)
  const from = cells[at]
  if (from === undefined) return undefined
  switch (key) {
    case 'ArrowRight':
      return (cells[at + 1] ?? from).id
    case 'ArrowLeft':
      return (cells[at - 1] ?? from).id
    case 'ArrowDown':
      return nearestInRow(from, cells.slice(at + 1)).id
    case 'ArrowUp':
      return nearestInRow(from, cells.slice(0, at).reverse()).id
    default:
      return undefined
  }
}

/** In the next row of those that follow; where there is none, it stays. */
function nearestInRow(from: HTMLElement, following: HTMLElement[]): HTMLElement {
  const start = from.getBoundingClientRect()
  let row: number | undefined
  let nearest = { cell: from, distance: Number.POSITIVE_INFINITY }
  for (const cell of following) {
    const { top, left } = cell.getBoundingClientRect()
    if (Math.abs(top - start.top) < 1) continue
    row ??= top
    if (Math.abs(top - row) >= 1) break
    const distance = Math.abs(left - start.left)
    if (distance < nearest.distance) nearest = { cell, distance }
  }
  return nearest.cell
}
