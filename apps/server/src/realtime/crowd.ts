/** How many there are of each. */
export type Crowd = Map<string, number>

export function count(crowd: Crowd, key: string, difference: 1 | -1): void {
  const size = (crowd.get(key) ?? 0) + difference
  if (size > 0) crowd.set(key, size)
  else crowd.delete(key)
}
