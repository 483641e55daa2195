import { hash, randomBytes } from 'node:crypto'
import type { Reader, Transaction } from '@chatterly/db/database'
import { recoveryCodes } from '@chatterly/db/schema/second-factors'
import { RECOVERY_CODES } from '@chatterly/protocol/auth/second-factor'
import type { UserId } from '@chatterly/protocol/ids'
import { and, eq, isNull } from 'drizzle-orm'
import type { World } from '../../context.ts'
import { handOver, writeToOwner } from '../mails/send-mail.ts'
import { toBase32 } from './base32.ts'

/** ASVS 5.0 V6.5.2: from 112 random bits on, a plain hash keeps a secret. */
const CODE_BYTES = 15

/** New ones in place of all there were. This is the only time they can be read. */
export async function replaceRecoveryCodes(tx: Transaction, userId: UserId): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => toBase32(randomBytes(CODE_BYTES)))
  await forgetRecoveryCodes(tx, userId)
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: hashOf(code) })))
  return codes.map(inGroups)
}

export async function forgetRecoveryCodes(tx: Transaction, userId: UserId): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
}

/** Whether it is one of theirs that was not used before. From now on it was, and they are told. */
export async function useRecoveryCode(
  world: Pick<World, 'db' | 'queue' | 'logger'>,
  { userId, code, now }: { userId: UserId; code: string; now: Date },
): Promise<boolean> {
  const mailId = await world.db.transaction(async (tx) => {
    const used = await tx
      .update(recoveryCodes)
      .set({ usedAt: now })
      .where(and(isUnusedOf(userId), eq(recoveryCodes.codeHash, hashOf(code))))
      .returning({ usedAt: recoveryCodes.usedAt })
    if (used.length === 0) return undefined
    return writeToOwner(tx, { kind: 'recovery_code_used', userId, facts: { at: now.toISOString() }, now })
  })
  if (mailId) handOver(world, mailId)
  return mailId !== undefined
}

export const countRecoveryCodes = (db: Reader, userId: UserId) => db.$count(recoveryCodes, isUnusedOf(userId))

const isUnusedOf = (userId: UserId) => and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))

const hashOf = (code: string) => hash('sha256', code, 'hex')

/** Easier to copy by hand: `abcd-efgh-…`. */
const inGroups = (code: string) => (code.match(/.{4}/g) ?? []).join('-')
