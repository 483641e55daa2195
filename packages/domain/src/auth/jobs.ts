import { defineJob, handleJob } from '@chatterly/platform/queue'
import { z } from 'zod'
import type { World } from '../context.ts'

/** Removes sessions that ended by themselves. */
export const sweepSessions = defineJob({
  name: 'auth.sweep-sessions',
  data: z.object({}),
  repeatEveryMs: 3_600_000,
})

export const authJobHandlers = ({ sessions, clock }: World) => [
  handleJob(sweepSessions, () => sessions.removeExpired(clock.now())),
]
