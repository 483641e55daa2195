import { PROVIDER_STEP_MINUTES } from '@chatterly/protocol/auth/identities'
import { UserId } from '@chatterly/protocol/ids'
import { z } from 'zod'
import { defineStep } from '../steps/sign-in-step.ts'

/** On the way to the provider and back. Its secret is the `state` of OAuth. */
export const providerStep = defineStep({
  kind: 'provider',
  minutes: PROVIDER_STEP_MINUTES,
  facts: z.object({
    nonce: z.string(),
    codeVerifier: z.string(),
    browserHash: z.string(),
    returnTo: z.string(),
    invite: z.string().optional(),
    /** To whose account here the one there is linked, where nobody is to be signed in. */
    linksTo: UserId.optional(),
  }),
})
