import { PASSKEY_STEP_MINUTES } from '@chatterly/protocol/auth/passkeys'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineStep } from '../steps/sign-in-step.ts'

const minutes = PASSKEY_STEP_MINUTES
const facts = z.object({ challenge: z.string() })

export const registrationStep = defineStep({ kind: 'passkey_registration', minutes, facts })
export const signInStep = defineStep({ kind: 'passkey_sign_in', minutes, facts })

/** Milliseconds. What the browser is told to wait. */
export const STEP_MS = PASSKEY_STEP_MINUTES * 60_000

/** WebAuthn, 13.4.3, asks for sixteen bytes at least. */
const CHALLENGE_BYTES = 32

export const newChallenge = () => randomBytes(CHALLENGE_BYTES).toString('base64url')
