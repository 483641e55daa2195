import { isIP } from 'node:net'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Context } from '../../context.ts'

/** Whom a passkey is made for: a host by its name, and the pages of one origin there. */
export type RelyingParty = { id: string; origin: string }

/** @throws auth.passkeys_need_name where browsers know no passkeys: at a bare address, or without TLS */
export function relyingPartyOf({ origin }: Pick<Context, 'origin'>): RelyingParty {
  const url = origin !== undefined && URL.canParse(origin) ? new URL(origin) : undefined
  if (!url || !takesPasskeys(url)) throw new Refusal('auth.passkeys_need_name')
  return { id: url.hostname, origin: url.origin }
}

function takesPasskeys({ protocol, hostname }: URL): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true
  const isAddress = isIP(hostname) > 0 || hostname.startsWith('[')
  return protocol === 'https:' && !isAddress
}
