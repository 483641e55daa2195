import { hash } from 'node:crypto'
import type { Reader, Transaction } from '@chatterly/db/database'
import { idempotencyKeys } from '@chatterly/db/schema/log'
import type { UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import { violatedConstraint } from '../violated-constraint.ts'

export type KeyedRequest = {
  actorId: UserId
  key: string
  /** What is asked for, in full: the same key with other content is refused. */
  content: readonly unknown[]
}

/**
 * The id of what an earlier request with this key made, if there was one.
 *
 * @throws idempotency.key_reused when it asked for something else
 */
export async function findMade(
  tx: Reader,
  { actorId, key, content }: KeyedRequest,
): Promise<string | undefined> {
  const [used] = await tx
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.actorId, actorId), eq(idempotencyKeys.key, key)))
  if (!used) return undefined
  if (used.requestHash !== hashOf(content)) throw new Refusal('idempotency.key_reused')
  return used.resultId
}

/** Keeps the key with what it made. Fails as a whole when the same key was used elsewhere at the same moment. */
export async function keepKey(
  tx: Transaction,
  { actorId, key, content }: KeyedRequest,
  resultId: string,
): Promise<void> {
  await tx.insert(idempotencyKeys).values({ actorId, key, requestHash: hashOf(content), resultId })
}

/**
 * Runs a transaction that ends in `keepKey`, and once more when another request took the same key between its look
 * and its write: the second run finds that key.
 */
export async function retryKeyRace<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (violatedConstraint(error) !== 'idempotency_keys_actor_id_key_pk') throw error
    return run()
  }
}

export const hashOf = (content: readonly unknown[]) => hash('sha256', JSON.stringify(content), 'base64url')
