import { SUBJECT_MAX } from '@chatterly/protocol/auth/identities'
import { Email } from '@chatterly/protocol/users/shapes'
import { z } from 'zod'

/** What a provider says of somebody. Only the subject is theirs for ever. */
export type ProviderClaims = {
  subject: string
  email: string | null
  /** The provider has seen that the address is theirs. */
  isEmailVerified: boolean
  name: string | null
  username: string | null
}

const Text = z.string().nullable().catch(null).default(null)

const Claims = z.object({
  sub: z.string().min(1).max(SUBJECT_MAX),
  email: Email.nullable().catch(null).default(null),
  // The word "true" is not enough: OpenID Connect Core, 5.1, has a boolean.
  email_verified: z.boolean().catch(false).default(false),
  name: Text,
  preferred_username: Text,
})

/** @throws ZodError without a subject */
export function readClaims(said: unknown): ProviderClaims {
  const claims = Claims.parse(said)
  return {
    subject: claims.sub,
    email: claims.email,
    isEmailVerified: claims.email_verified,
    name: claims.name,
    username: claims.preferred_username,
  }
}
