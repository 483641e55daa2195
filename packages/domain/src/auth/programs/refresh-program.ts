import type { Transaction } from '@chatterly/db/database'
import { refreshTokens, type SessionRow, sessions } from '@chatterly/db/schema/auth'
import type { ProgramTokens } from '@chatterly/protocol/auth/programs'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { World } from '../../context.ts'
import { isOver, renewedEnd } from '../session-life.ts'
import { hashRefreshToken, newSalt, successorOf } from './refresh-token.ts'
import { toProgramTokens } from './view.ts'

/** Milliseconds in which a used token still gives its successor: two tabs, or an answer that was lost. */
const GRACE_MS = 10_000

/**
 * A refresh token is used once, and gives the next. One that is used again was copied: whoever is honest cannot be
 * told apart, so the session ends for both.
 *
 * @throws auth.refresh_refused, auth.refresh_reused
 */
export async function refreshProgram(
  world: Pick<World, 'db' | 'clock' | 'sessions' | 'accessTokens' | 'logger'>,
  { refreshToken }: { refreshToken: string },
): Promise<ProgramTokens> {
  const now = world.clock.now()
  const { session, verdict } = await world.db.transaction((tx) => replaceToken(tx, refreshToken, now))
  if (!session || verdict === 'refused') throw new Refusal('auth.refresh_refused')
  const { idHash: sessionHash, userId } = session
  if (verdict === 'reused') {
    world.logger.warn({ userId }, 'A refresh token was used again, so its session ends')
    await world.sessions.end([sessionHash])
    throw new Refusal('auth.refresh_reused')
  }
  return toProgramTokens(await world.accessTokens.sign({ userId, sessionHash }), verdict.successor)
}

type Outcome = { session?: SessionRow | undefined; verdict: 'refused' | 'reused' | { successor: string } }

/** The session's lock comes first, as where it ends: so one of two refreshes sees what the other has done. */
async function replaceToken(tx: Transaction, token: string, now: Date): Promise<Outcome> {
  const session = await lockSessionOf(tx, token)
  if (!session || isOver(session, now)) return { verdict: 'refused' }
  const used = await findToken(tx, token)
  if (!used || isOver(used, now)) return { verdict: 'refused' }
  const successor = successorOf(token, used.salt)
  if (used.replacedAt) {
    const isHonest = await isInGrace(tx, { replacedAt: used.replacedAt, successor }, now)
    return { session, verdict: isHonest ? { successor } : 'reused' }
  }
  const expiresAt = await renew(tx, session, now)
  await tx.update(refreshTokens).set({ replacedAt: now }).where(eq(refreshTokens.hash, used.hash))
  await tx.insert(refreshTokens).values({
    hash: hashRefreshToken(successor),
    sessionHash: session.idHash,
    salt: newSalt(),
    expiresAt,
    createdAt: now,
  })
  return { session, verdict: { successor } }
}

async function lockSessionOf(tx: Transaction, token: string): Promise<SessionRow | undefined> {
  const known = await findToken(tx, token)
  if (!known) return undefined
  const [session] = await tx
    .select()
    .from(sessions)
    .where(eq(sessions.idHash, known.sessionHash))
    .for('update')
  return session
}

async function findToken(tx: Transaction, token: string) {
  const [found] = await tx
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.hash, hashRefreshToken(token)))
  return found
}

async function isInGrace(
  tx: Transaction,
  { replacedAt, successor }: { replacedAt: Date; successor: string },
  now: Date,
): Promise<boolean> {
  if (now.getTime() - replacedAt.getTime() > GRACE_MS) return false
  const next = await findToken(tx, successor)
  return next?.replacedAt === null
}

/** The session's end, later if it is time, which is that of the new token too. */
async function renew(tx: Transaction, session: SessionRow, now: Date): Promise<Date> {
  const end = renewedEnd(session, now)
  if (!end) return session.expiresAt
  await tx.update(sessions).set({ expiresAt: end }).where(eq(sessions.idHash, session.idHash))
  return end
}
