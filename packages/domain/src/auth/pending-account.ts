import { ProofId } from '@chatterly/protocol/ids'
import { z } from 'zod'

/** An account that begins at the link in the mail: until then nobody has its address or its username. */
export const PendingAccount = z.object({
  username: z.string(),
  displayName: z.string(),
  passwordHash: z.string(),
  inviteId: ProofId.optional(),
})
export type PendingAccount = z.infer<typeof PendingAccount>
