import { z } from 'zod'
import { SecondFactorCode } from './second-factor.ts'
import { DisplayName, Email, OwnProfileView, Username } from '../users/shapes.ts'

/** ASVS 5.0 V6.2.1: eight at least; no upper rule but one that keeps hashing cheap. */
export const PASSWORD_MIN = 8
export const PASSWORD_MAX = 256

/** Whatever was typed, sign by sign: nothing is trimmed, folded or cut. */
export const Password = z
  .string()
  .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `A password has at most ${PASSWORD_MAX} characters.`)
  .regex(/^[^\0]*$/, 'A password has no NUL character.')

/** As it stands behind the # of a link. A damaged one is answered as one that has ended. */
export const LinkSecret = z.string().trim().min(1, 'Open the link from the mail.').max(200)

export const Register = z.object({
  email: Email,
  username: Username,
  password: Password,
  displayName: DisplayName.optional(),
  /** Behind the # of an invitation's link. */
  invite: LinkSecret.optional(),
})
export type Register = z.infer<typeof Register>

/** Without a user, the account begins at the link in the mail, whether or not the address had one. */
export const Registered = z.object({ user: OwnProfileView.nullable() })
export type Registered = z.infer<typeof Registered>

export const Login = z.object({
  /** An e-mail address or a username. */
  login: z.string().trim().toLowerCase().min(1, 'Give your e-mail or username.').max(254),
  password: z.string().min(1, 'Give your password.').max(PASSWORD_MAX),
  /** Where a second factor is on: of the authenticator app, or a recovery code. */
  code: SecondFactorCode.optional(),
})
export type Login = z.infer<typeof Login>

/** The account's password again, before something that matters. */
export const ConfirmPassword = z.object({
  password: z.string().min(1, 'Give your password.').max(PASSWORD_MAX),
})
export type ConfirmPassword = z.infer<typeof ConfirmPassword>

export const SignedIn = z.object({ user: OwnProfileView })
export type SignedIn = z.infer<typeof SignedIn>
