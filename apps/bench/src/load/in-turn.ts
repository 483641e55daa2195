/** Does it with each, so many at the same time. */
export async function inTurn<Item>(
  items: readonly Item[],
  width: number,
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  const rest = items.values()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of rest) await act(item)
    }),
  )
}
