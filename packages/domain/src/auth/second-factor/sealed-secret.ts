import type { SecondFactorRow } from '@chatterly/db/schema/second-factors'
import type { UserId } from '@chatterly/protocol/ids'
import type { World } from '../../context.ts'

type Sealing = Pick<World, 'secrets'>

/** Opens for this person only: moved to the row of another, it is worth nothing. */
export const sealSecret = (world: Sealing, userId: UserId, secret: Buffer): string =>
  ringOf(world).seal(secret.toString('base64url'), placeOf(userId))

export const secretOf = (world: Sealing, factor: Pick<SecondFactorRow, 'userId' | 'sealedSecret'>): Buffer =>
  Buffer.from(ringOf(world).unseal(factor.sealedSecret, placeOf(factor.userId)), 'base64url')

const ringOf = ({ secrets }: Sealing) => secrets.keyOf('second-factor')

const placeOf = (userId: UserId) => `second-factor:${userId}`
