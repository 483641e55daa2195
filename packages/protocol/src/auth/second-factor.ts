import { z } from 'zod'

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, another code every half minute. */
export const TOTP_DIGITS = 6
export const TOTP_STEP_SECONDS = 30
/** Codes given at once. */
export const RECOVERY_CODES = 10
/** Minutes for an app to take the secret and show its first code. */
export const ENROLMENT_MINUTES = 15

/** Six digits of an authenticator app or a recovery code, with whatever spaces and dashes it was typed with. */
export const SecondFactorCode = z.string().trim().min(1, 'Give the code.').max(64)

export const SecondFactorView = z.object({
  isOn: z.boolean(),
  since: z.iso.datetime().nullable(),
  recoveryCodesLeft: z.int(),
})
export type SecondFactorView = z.infer<typeof SecondFactorView>

/** What an authenticator app is given. It counts from the first code on. */
export const Enrolment = z.object({
  /** Base32, for who types it. */
  secret: z.string(),
  /** For who scans it: `otpauth://…`. */
  uri: z.string(),
})
export type Enrolment = z.infer<typeof Enrolment>

export const ConfirmSecondFactor = z.object({ code: SecondFactorCode })
export type ConfirmSecondFactor = z.infer<typeof ConfirmSecondFactor>

/** Shown once: only their hashes are kept. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
