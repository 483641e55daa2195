import { z } from 'zod'
import { IdentityId } from '../ids.ts'
import { EMAIL_MAX } from '../users/shapes.ts'

/** Minutes for a person to sign in at the provider and come back. */
export const PROVIDER_STEP_MINUTES = 15
/** OpenID Connect Core: a subject has at most 255 characters. */
export const SUBJECT_MAX = 255
/** Shown beside an identity, as the provider told it. */
export const IDENTITY_EMAIL_MAX = EMAIL_MAX

/** A path of this product, never another site: no second slash, and no sign that a browser drops. */
const ReturnPath = z
  .string()
  .max(500)
  .regex(/^\/(?!\/)[\w\-./~%?=&#:@!$'()*+,;]*$/, 'This is not a path of this product.')

/** Where somebody may sign in instead. There is one at most. */
export const ProviderView = z.object({
  name: z.string(),
  /** A link there begins the sign-in; `?returnTo=` and `?invite=` go with it. */
  startPath: z.string(),
})
export type ProviderView = z.infer<typeof ProviderView>
export const ProvidersList = z.object({ items: z.array(ProviderView) })

export const BeginProviderSignIn = z.object({
  returnTo: ReturnPath.default('/'),
  /** Behind the # of an invitation's link, where registering needs one. */
  invite: z.string().trim().min(1).max(200).optional(),
})
export type BeginProviderSignIn = z.infer<typeof BeginProviderSignIn>

export const BeginLink = z.object({ returnTo: ReturnPath.default('/') })
export type BeginLink = z.infer<typeof BeginLink>

/** Where the browser goes now: to the provider. */
export const BegunAtProvider = z.object({ url: z.string() })

/** What the provider sent the browser back with, from behind the `?`. */
export const FinishAtProvider = z.object({ query: z.string().max(8192) })
export type FinishAtProvider = z.infer<typeof FinishAtProvider>

export const FinishedAtProvider = z.object({ returnTo: ReturnPath })

/** An account elsewhere that somebody signs in with. */
export const IdentityView = z.object({
  id: IdentityId,
  /** As it is called here; its address where it is not used any more. */
  provider: z.string(),
  email: z.string().nullable(),
  createdAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable(),
})
export type IdentityView = z.infer<typeof IdentityView>

export const IdentitiesList = z.object({ items: z.array(IdentityView) })
export const RemoveIdentity = z.object({ identityId: IdentityId })
