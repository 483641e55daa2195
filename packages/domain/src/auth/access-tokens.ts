import { createHash, randomUUID } from 'node:crypto'
import { SessionId, UserId } from '@chatterly/protocol/ids'
import type { Clock } from '@chatterly/platform/clock'
import type { KeyRing } from '@chatterly/platform/secrets'
import { errors, jwtVerify, type JWTVerifyGetKey, SignJWT } from 'jose'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'

/** Seconds. Short, so that one that leaked is soon worth nothing even where nobody noticed. */
const ACCESS_TOKEN_SECONDS = 900
/** Characters. Ours have about 400. */
const TOKEN_MAX = 1_000
/** Tokens that a process remembers as genuine. */
const REMEMBERED_MAX = 10_000

const ALGORITHM = 'HS256'
const TYPE = 'at+jwt'
const AUDIENCE = 'chatterly-api'

/** Exactly what we write: whatever else stands in a token was not written by us. */
const Header = z.strictObject({ alg: z.literal(ALGORITHM), typ: z.literal(TYPE), kid: z.string() })
const Claims = z.strictObject({
  sub: UserId,
  sid: SessionId,
  jti: z.uuid(),
  iss: z.string(),
  aud: z.literal(AUDIENCE),
  iat: z.int(),
  exp: z.int(),
})

/** What a genuine token says. Whether its session is still there is for the session store to say. */
export type AccessClaims = { userId: UserId; sessionHash: string }
export type AccessTokens = ReturnType<typeof createAccessTokens>

/** JWTs of programs, signed with HS256 and with nothing else. @param issuer who signs: the installation's address */
export function createAccessTokens({ ring, clock, issuer }: { ring: KeyRing; clock: Clock; issuer: string }) {
  const genuine = new LRUCache<string, AccessClaims & { expiresAt: number }>({ max: REMEMBERED_MAX })

  async function sign({
    userId,
    sessionHash,
  }: AccessClaims): Promise<{ accessToken: string; expiresAt: Date }> {
    const now = Math.floor(clock.now().getTime() / 1000)
    const expiresAt = now + ACCESS_TOKEN_SECONDS
    const accessToken = await new SignJWT({ sid: sessionHash })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: ring.current.id })
      .setSubject(userId)
      .setJti(randomUUID())
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .sign(ring.current.bytes)
    return { accessToken, expiresAt: new Date(expiresAt * 1000) }
  }

  /** Null for whatever is not a token of ours that is valid now. */
  async function verify(token: string): Promise<AccessClaims | null> {
    if (token.length > TOKEN_MAX) return null
    // A token is a secret, so memory keeps its hash.
    const hash = createHash('sha256').update(token).digest('base64')
    const known = genuine.get(hash)
    if (known) return known.expiresAt > clock.now().getTime() ? known : null
    const claims = await check(token)
    if (!claims) return null
    const { sub: userId, sid: sessionHash, exp } = claims
    genuine.set(hash, { userId, sessionHash, expiresAt: exp * 1000 })
    return { userId, sessionHash }
  }

  async function check(token: string): Promise<z.infer<typeof Claims> | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keyFor, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer,
        audience: AUDIENCE,
        maxTokenAge: ACCESS_TOKEN_SECONDS,
        currentDate: clock.now(),
      })
      const claims = Claims.safeParse(payload)
      const isOurs = Header.safeParse(protectedHeader).success && isAsWritten(token, protectedHeader, payload)
      return isOurs ? claims.data : undefined
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined
      throw error
    }
  }

  /** Found among our own keys by its id alone: nothing in a token says where to look for one. */
  const keyFor: JWTVerifyGetKey = ({ kid }) => {
    const key = kid === undefined ? undefined : ring.find(kid)
    if (!key) throw new errors.JWKSNoMatchingKey()
    return key.bytes
  }

  return { sign, verify }
}

/**
 * Whether every sign of a token is as we would write it. JSON keeps the last of two claims of one name where others may
 * keep the first, and base64 is read with signs in it that say nothing.
 */
function isAsWritten(token: string, ...said: object[]): boolean {
  const [signature = '', ...parts] = token.split('.').toReversed()
  const written = said.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).toReversed()
  return (
    parts.join() === written.join() && Buffer.from(signature, 'base64url').toString('base64url') === signature
  )
}
