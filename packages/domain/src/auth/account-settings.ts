import type { Env } from '@chatterly/platform/env'
import type { AccountOptions, Registration } from '@chatterly/protocol/auth/account'

export type AccountSettings = {
  registration: Registration
  emailProof: AccountOptions['emailProof']
  sendsMail: boolean
  /** Where links in mails lead: an origin. Never taken from a request. */
  publicUrl: string | undefined
  isSecure: boolean
  deletionDays: number
}

export const accountSettingsOf = (env: Env): AccountSettings => ({
  registration: env.REGISTRATION,
  emailProof: env.EMAIL_PROOF ?? (env.SMTP_URL ? 'required' : 'optional'),
  sendsMail: env.SMTP_URL !== undefined,
  publicUrl: env.PUBLIC_URL,
  isSecure: env.PUBLIC_URL?.startsWith('https:') ?? false,
  deletionDays: env.DELETION_DAYS,
})
