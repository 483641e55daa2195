import type { Env } from '@chatterly/platform/env'

export type CallSettings = {
  /** Seconds a call rings before it is missed. */
  ringSeconds: number
  stunUrls: readonly string[]
  turnUrls: readonly string[]
  /** Shared with the TURN server. */
  turnSecret: string | undefined
}

export const callSettingsOf = (env: Env): CallSettings => ({
  ringSeconds: env.CALL_RING_SECONDS,
  stunUrls: env.STUN_URLS,
  turnUrls: env.TURN_URLS,
  turnSecret: env.TURN_SECRET,
})
