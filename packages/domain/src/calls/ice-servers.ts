import { createHmac } from 'node:crypto'
import { type IceServers, TURN_CREDENTIAL_SECONDS } from '@chatterly/protocol/calls/shapes'
import type { Acting } from '../context.ts'

/**
 * Where a browser finds out how it can be reached, and through what it is when nothing else works. The credential is
 * made for this person and a short time, as coturn's `use-auth-secret` checks it: nothing is stored, and the secret
 * stays here.
 */
export function iceServersFor({
  actor,
  callSettings,
  clock,
}: Pick<Acting, 'actor' | 'callSettings' | 'clock'>): IceServers {
  const { stunUrls, turnUrls, turnSecret } = callSettings
  const stun = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : []
  if (turnUrls.length === 0 || turnSecret === undefined) return { iceServers: stun, expiresAt: null }
  const expires = Math.floor(clock.now().getTime() / 1000) + TURN_CREDENTIAL_SECONDS
  const username = `${expires}:${actor.userId}`
  // SHA-1 is what the scheme prescribes; as an HMAC it is sound.
  const credential = createHmac('sha1', turnSecret).update(username).digest('base64')
  return {
    iceServers: [...stun, { urls: [...turnUrls], username, credential }],
    expiresAt: new Date(expires * 1000).toISOString(),
  }
}
