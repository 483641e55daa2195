import type { IncomingHttpHeaders } from 'node:http'
import type { Actor } from '@chatterly/domain/context'
import type { Sessions } from '@chatterly/domain/auth/sessions'

type Identified = { actor: Actor | null; renewedCookie: string | null }

/**
 * Who a request acts for. A bearer token counts before a cookie, also one that is not valid: whoever says who they are
 * is never taken for somebody else. Other schemes are not ours: a proxy in front may ask for a password of its own.
 */
export async function identifyRequest(
  sessions: Sessions,
  { authorization, cookie }: IncomingHttpHeaders,
): Promise<Identified> {
  const token = bearerOf(authorization)
  if (token === undefined) return sessions.identify(cookie)
  return { actor: await sessions.identifyBearer(token), renewedCookie: null }
}

/** The token in `Bearer …`. RFC 9110: a scheme's name has no case. */
export const bearerOf = (authorization: string | undefined) =>
  authorization === undefined ? undefined : /^bearer +(\S+)$/i.exec(authorization)?.[1]
