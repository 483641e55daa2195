import { hash, randomBytes } from 'node:crypto'
import type { Database } from '@chatterly/db/database'
import { signInSteps } from '@chatterly/db/schema/sign-in-steps'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { z } from 'zod'
import type { World } from '../../context.ts'

/** Something that is begun here, goes on elsewhere, and is finished here once, within its minutes. */
type StepKind<Facts extends z.ZodType> = { kind: string; minutes: number; facts: Facts }

type Stepping = Pick<World, 'db' | 'clock' | 'secrets'>

const SECRET_BYTES = 32

export const defineStep = <Facts extends z.ZodType>(kind: StepKind<Facts>): StepKind<Facts> => kind

/**
 * Keeps the facts until whoever gets the secret comes back with it.
 * @param options.sessionHash of the one session that may finish it, where it is not anybody's
 */
export async function beginStep<Facts extends z.ZodType>(
  { db, clock, secrets }: Stepping,
  { kind, minutes }: StepKind<Facts>,
  { facts, sessionHash }: { facts: z.input<Facts>; sessionHash?: string },
): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const idHash = hashOf(secret)
  await db.insert(signInSteps).values({
    idHash,
    kind,
    sessionHash: sessionHash ?? null,
    sealedFacts: secrets.keyOf('sign-in-step').seal(JSON.stringify(facts), placeOf(idHash)),
    expiresAt: new Date(clock.now().getTime() + minutes * 60_000),
  })
  return secret
}

/**
 * The facts of what was begun, once: of two that come with one secret, one is refused.
 * @throws auth.step_over also where another session began it
 */
export async function finishStep<Facts extends z.ZodType>(
  { db, clock, secrets }: Stepping,
  { kind, facts }: StepKind<Facts>,
  { secret, sessionHash = '' }: { secret: string; sessionHash?: string },
): Promise<z.output<Facts>> {
  const idHash = hashOf(secret)
  const [step] = await db
    .delete(signInSteps)
    .where(
      and(
        eq(signInSteps.idHash, idHash),
        eq(signInSteps.kind, kind),
        or(isNull(signInSteps.sessionHash), eq(signInSteps.sessionHash, sessionHash)),
        gt(signInSteps.expiresAt, clock.now()),
      ),
    )
    .returning()
  if (!step) throw new Refusal('auth.step_over')
  return facts.parse(JSON.parse(secrets.keyOf('sign-in-step').unseal(step.sealedFacts, placeOf(idHash))))
}

/** What nobody came back for. */
export async function sweepSteps({ db, clock }: { db: Database } & Pick<World, 'clock'>): Promise<void> {
  await db.delete(signInSteps).where(lte(signInSteps.expiresAt, clock.now()))
}

const hashOf = (secret: string) => hash('sha256', secret, 'hex')

const placeOf = (idHash: string) => `sign-in-step:${idHash}`
