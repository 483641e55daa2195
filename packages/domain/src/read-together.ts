import { setTimeout as sleep } from 'node:timers/promises'
import DataLoader from 'dataloader'

/** Askers whom one read answers. */
const ASKERS_MAX = 500
/** Milliseconds for which a read waits for the one before it: one that hangs holds nobody up for long. */
const PATIENCE_MS = 5

/**
 * One read for all who ask in the same tick, and while the read before it is under way: the busier, the more share one.
 * Nothing is kept: each answer was read after it was asked for.
 *
 * @param read answers in the order it was asked
 */
export function readTogether<Key, Value>(
  read: (keys: readonly Key[]) => Promise<Value[]>,
): (key: Key) => Promise<Value> {
  const underWay = new Set<Promise<unknown>>()

  function begin(keys: readonly Key[]): Promise<Value[]> {
    const answer = read(keys)
    const settled = answer.then(forget, forget)
    function forget() {
      underWay.delete(settled)
    }
    underWay.add(settled)
    return answer
  }

  async function sendInTurn(send: () => void): Promise<void> {
    if (underWay.size > 0) await Promise.race([...underWay, sleep(PATIENCE_MS)])
    send()
  }

  const loader = new DataLoader<Key, Value>(begin, {
    cache: false,
    maxBatchSize: ASKERS_MAX,
    batchScheduleFn: (send) => void setImmediate(() => void sendInTurn(send)),
  })
  return (key) => loader.load(key)
}
