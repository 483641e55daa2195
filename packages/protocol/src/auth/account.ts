import { z } from 'zod'
import { Email, OwnProfileView, Username } from '../users/shapes.ts'
import { LinkSecret, Password, PASSWORD_MAX } from './shapes.ts'

export const REGISTRATIONS = ['open', 'invite', 'closed'] as const
export type Registration = (typeof REGISTRATIONS)[number]

export const EMAIL_PROOFS = ['required', 'optional'] as const

/** How this installation takes people in: for the screens of those who are signed out. */
export const AccountOptions = z.object({
  registration: z.enum(REGISTRATIONS),
  emailProof: z.enum(EMAIL_PROOFS),
  /** Without it nothing that needs a mail works: resetting a password, proving or changing an address. */
  sendsMail: z.boolean(),
})
export type AccountOptions = z.infer<typeof AccountOptions>

/** What a person sees of their account beside their profile. */
export const AccountView = z.object({
  email: z.string(),
  isEmailProven: z.boolean(),
  hasPassword: z.boolean(),
  /** When the account will be deleted, if that was asked for. */
  deletionAt: z.iso.datetime().nullable(),
})
export type AccountView = z.infer<typeof AccountView>

export const ProveEmail = z.object({
  secret: LinkSecret,
  /** Another one, where the one that was chosen has been taken meanwhile. */
  username: Username.optional(),
})
export type ProveEmail = z.infer<typeof ProveEmail>

/** Who was signed in by the link that ends a registration. The other links sign nobody in. */
export const ProvenEmail = z.object({ user: OwnProfileView.nullable() })
export type ProvenEmail = z.infer<typeof ProvenEmail>

export const RequestPasswordReset = z.object({ email: Email })
export type RequestPasswordReset = z.infer<typeof RequestPasswordReset>

export const ResetPassword = z.object({ secret: LinkSecret, password: Password })
export type ResetPassword = z.infer<typeof ResetPassword>

export const ChangePassword = z.object({
  /** Left out where the account has none yet: this sets its first. */
  currentPassword: z.string().min(1, 'Give your present password.').max(PASSWORD_MAX).optional(),
  password: Password,
})
export type ChangePassword = z.infer<typeof ChangePassword>

export const ChangeEmail = z.object({ email: Email })
export type ChangeEmail = z.infer<typeof ChangeEmail>
