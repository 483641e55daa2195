/** Lets in so many at a time, has so many wait, and turns away the others. */
export type Gate = {
  /** @throws GateFull at once, when nobody more may wait; and whatever `act` throws */
  enter<Result>(act: () => Promise<Result>): Promise<Result>
}

export class GateFull extends Error {
  override readonly name = 'GateFull'
}

export function createGate({ places, waitingMax }: { places: number; waitingMax: number }): Gate {
  const waiting: (() => void)[] = []
  let inside = 0

  return {
    async enter(act) {
      if (inside < places) inside += 1
      else if (waiting.length >= waitingMax) throw new GateFull('Too many are waiting already')
      // Whoever leaves hands their place on, so nobody new can slip in before.
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await act()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else inside -= 1
      }
    },
  }
}
