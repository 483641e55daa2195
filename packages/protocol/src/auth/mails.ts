/** What a link in a mail is for. */
export const PROOF_PURPOSES = ['registration', 'email', 'new_email', 'password', 'invite'] as const
export type ProofPurpose = (typeof PROOF_PURPOSES)[number]

export const MAIL_KINDS = [
  'registration',
  'email_proof',
  'new_email',
  'password_reset',
  'invite',
  'signed_in',
  'password_changed',
  'email_changed',
  'deletion_requested',
  'second_factor_added',
  'second_factor_removed',
  'recovery_codes_renewed',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
  'identity_added',
  'identity_removed',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]
