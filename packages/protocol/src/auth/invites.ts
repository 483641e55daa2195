import { z } from 'zod'
import { ProofId } from '../ids.ts'
import { Email } from '../users/shapes.ts'

/** Listed at once: there are few. */
export const INVITES_MAX = 500

/** With an address the link is mailed there and works for that address only; without one it is in the answer. */
export const CreateInvite = z.object({ email: Email.optional() })
export type CreateInvite = z.infer<typeof CreateInvite>

export const RevokeInvite = z.object({ inviteId: ProofId })
export type RevokeInvite = z.infer<typeof RevokeInvite>

export const InviteView = z.object({
  id: ProofId,
  email: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable(),
})
export type InviteView = z.infer<typeof InviteView>

/** The link is told once, to whoever made it, and only where it is not mailed. */
export const CreatedInvite = z.object({ invite: InviteView, link: z.string().nullable() })
export type CreatedInvite = z.infer<typeof CreatedInvite>

export const InvitesList = z.object({ items: z.array(InviteView) })
