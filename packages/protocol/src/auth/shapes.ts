import { z } from 'zod'
import { DisplayName, Email, OwnProfileView, Username } from '../users/shapes.ts'

/** ASVS 5.0 V6.2.1: eight at least; no upper rule but one that keeps hashing cheap. */
export const PASSWORD_MIN = 8
export const PASSWORD_MAX = 256

export const Password = z
  .string()
  .min(PASSWORD_MIN, `A password has at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `A password has at most ${PASSWORD_MAX} characters.`)

export const Register = z.object({
  email: Email,
  username: Username,
  password: Password,
  displayName: DisplayName.optional(),
})
export type Register = z.infer<typeof Register>

export const Login = z.object({
  /** An e-mail address or a username. */
  login: z.string().trim().toLowerCase().min(1, 'Give your e-mail or username.').max(254),
  password: z.string().min(1, 'Give your password.').max(PASSWORD_MAX),
})
export type Login = z.infer<typeof Login>

export const SignedIn = z.object({ user: OwnProfileView })
export type SignedIn = z.infer<typeof SignedIn>
