import type { World } from '../context.ts'
import { sweepOverdue, sweepSilent } from './sweep-calls.ts'

/** Milliseconds. With the time a device may be silent it gives the time in which a deserted call ends. */
const CALL_SWEEP_MS = 5000
/** Milliseconds. Who could not sweep could not hear either: after a longer gap nobody is judged by their silence. */
const GAP_MS = 2 * CALL_SWEEP_MS

/** Looks after calls from PostgreSQL alone, so that they end also when Redis has forgotten them. */
export function startCallSweeper(world: World) {
  let lastSweptMs = Number.NEGATIVE_INFINITY
  let sweeping = Promise.resolve()
  let isSweeping = false

  async function sweep(): Promise<void> {
    isSweeping = true
    try {
      const expired = await sweepOverdue(world)
      const mayJudge = performance.now() - lastSweptMs <= GAP_MS
      const left = mayJudge ? await sweepSilent(world) : []
      lastSweptMs = performance.now()
      for (const callId of expired) world.logger.info({ callId }, 'A deadline was carried out by the sweeper')
      for (const callId of left) world.logger.info({ callId }, 'Who was silent is out of the call')
    } catch (error) {
      world.logger.warn({ err: error }, 'Calls could not be looked after')
    } finally {
      isSweeping = false
    }
  }

  const timer = setInterval(() => {
    if (!isSweeping) sweeping = sweep()
  }, CALL_SWEEP_MS)

  return {
    stop: async (): Promise<void> => {
      clearInterval(timer)
      await sweeping
    },
  }
}
