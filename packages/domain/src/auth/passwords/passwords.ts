import { createGate, GateFull } from '@chatterly/platform/gate'
import { Refusal } from '@chatterly/protocol/refusals'
import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const COST_IN_HASH = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`

/** Of the four threads that also read files and look up names for everybody. */
const HASHING_MAX = 2
/** A second or two of work: whoever would wait longer is told to come back. */
const HASHING_QUEUE_MAX = 100
const HASHING_RETRY_SECONDS = 2

const gate = createGate({ places: HASHING_MAX, waitingMax: HASHING_QUEUE_MAX })

/** @throws service.unavailable when too many wait already */
export const hashPassword = (password: string) => throughGate(() => hash(password, COST))

/**
 * Takes as long when there is no such account, or none with a password, so that the time tells nothing.
 * @throws service.unavailable when too many wait already
 */
export async function isPasswordOf(passwordHash: string | undefined, password: string): Promise<boolean> {
  const known = passwordHash || (await nobodysHash)
  const matches = await throughGate(() => verify(known, password))
  return matches && known === passwordHash
}

/** Whether it was hashed at another cost than today's, which its text says. */
export const isOutdated = (passwordHash: string) => !passwordHash.startsWith(COST_IN_HASH)

const nobodysHash = hash('the password of nobody', COST)

async function throughGate<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await gate.enter(act)
  } catch (error) {
    if (!(error instanceof GateFull)) throw error
    throw new Refusal('service.unavailable', { retryAfterSeconds: HASHING_RETRY_SECONDS })
  }
}
