import { ProgramTokens } from '@chatterly/protocol/auth/programs'
import { errorIn } from './answer-error.ts'
import type { Auth } from './credentials.ts'
import { ChatterlyError } from './errors.ts'

/** Milliseconds before its end in which an access token is replaced: none ends on its way. */
const EARLY_MS = 30_000
/**
 * Milliseconds after a refresh in which there is no other: calls that left before it may still be refused, and a clock
 * that is wrong takes every token for one about to end.
 */
const SETTLING_MS = 5_000

export type TokenSession = {
  accessToken: string
  refreshToken: string
  /** Of the access token; without it a refusal tells. */
  expiresAt?: string
  /** Keep what it is given, and forget what was there: the refresh token before it is used up. */
  onRefresh?: (tokens: ProgramTokens) => void | Promise<void>
}

type Options = TokenSession & { url: string; fetch?: typeof globalThis.fetch }

/**
 * Speaks for a session of `auth.token`, and refreshes its tokens: before they end, after a refusal, and once for all
 * calls that wait for it.
 */
export function tokenAuth({ url, fetch = globalThis.fetch, onRefresh, ...given }: Options): Auth {
  let tokens: Omit<TokenSession, 'onRefresh'> = given
  let refreshing: Promise<void> | undefined
  let refreshedAt = 0

  async function refresh(): Promise<void> {
    const next = await askForTokens(url, tokens.refreshToken, fetch)
    // Kept before it is used: once it is, nothing else opens the session.
    await onRefresh?.(next)
    tokens = next
    refreshedAt = Date.now()
  }

  const isDue = (wasRefused: boolean) => {
    const now = Date.now()
    if (now - refreshedAt <= SETTLING_MS) return false
    return wasRefused || (tokens.expiresAt !== undefined && Date.parse(tokens.expiresAt) - now < EARLY_MS)
  }

  return async ({ wasRefused }) => {
    if (!refreshing && isDue(wasRefused)) refreshing = refresh().finally(() => (refreshing = undefined))
    await refreshing
    return { headers: { authorization: `Bearer ${tokens.accessToken}` } }
  }
}

/** @throws ChatterlyError with the refusal, when the session is over */
async function askForTokens(
  url: string,
  refreshToken: string,
  fetch: typeof globalThis.fetch,
): Promise<ProgramTokens> {
  const answer = await fetch(new URL('/trpc/auth.refresh', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  })
  const text = await answer.text()
  if (!answer.ok)
    throw new ChatterlyError(`Refreshing was answered with ${answer.status}.`, { cause: errorIn(text) })
  const { result } = JSON.parse(text) as { result: { data: unknown } }
  return ProgramTokens.parse(result.data)
}
