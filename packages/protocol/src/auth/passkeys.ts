import { z } from 'zod'
import { PasskeyId } from '../ids.ts'

/** Of one person. */
export const PASSKEYS_MAX = 20
export const PASSKEY_NAME_MAX = 64
/** Minutes for a person to find their device and touch it. */
export const PASSKEY_STEP_MINUTES = 5

/** ECDSA, EdDSA and RSA by their COSE numbers: every authenticator knows one of them. */
export const PASSKEY_ALGORITHMS = [-7, -8, -257]

/** Names what was begun; opened once, by whoever began it. */
const StepSecret = z.string().min(1).max(200)

const PasskeyName = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'Give the passkey a name.')
  .max(PASSKEY_NAME_MAX, `A name has at most ${PASSKEY_NAME_MAX} characters.`)

/** Bytes in base64url, in at most so many characters. */
const bytesWithin = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(most)

/** WebAuthn: at most 1,023 bytes. */
const CredentialIdText = bytesWithin(1364)
const Transports = z.array(z.string().max(32)).max(10)
const KnownCredential = z.object({
  id: CredentialIdText,
  type: z.literal('public-key'),
  transports: Transports.optional(),
})

/** For `navigator.credentials.create`: what the browser reads with `parseCreationOptionsFromJSON`. */
export const PasskeyCreation = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal('public-key') })),
  timeout: z.int(),
  excludeCredentials: z.array(KnownCredential),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
})
export type PasskeyCreation = z.infer<typeof PasskeyCreation>

/** For `navigator.credentials.get`: what the browser reads with `parseRequestOptionsFromJSON`. */
export const PasskeyRequest = z.object({
  rpId: z.string(),
  challenge: z.string(),
  timeout: z.int(),
  userVerification: z.literal('required'),
})
export type PasskeyRequest = z.infer<typeof PasskeyRequest>

export const BegunRegistration = z.object({ step: StepSecret, options: PasskeyCreation })
export const BegunSignIn = z.object({ step: StepSecret, options: PasskeyRequest })

/** What the browser's credential says of itself with `toJSON()`. */
export const RegisterPasskey = z.object({
  step: StepSecret,
  name: PasskeyName,
  response: z.object({
    id: CredentialIdText,
    rawId: CredentialIdText,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: bytesWithin(8192),
      attestationObject: bytesWithin(16_384),
      transports: Transports.optional(),
    }),
  }),
})
export type RegisterPasskey = z.infer<typeof RegisterPasskey>

export const SignInWithPasskey = z.object({
  step: StepSecret,
  response: z.object({
    id: CredentialIdText,
    rawId: CredentialIdText,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: bytesWithin(8192),
      authenticatorData: bytesWithin(8192),
      signature: bytesWithin(8192),
      /** Whose passkey it is; one that is found without a username always says so. */
      userHandle: bytesWithin(128).nullish(),
    }),
  }),
})
export type SignInWithPasskey = z.infer<typeof SignInWithPasskey>

export const PasskeyView = z.object({
  id: PasskeyId,
  name: z.string(),
  /** Whether its owner has it on other devices too. */
  isSynced: z.boolean(),
  createdAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable(),
})
export type PasskeyView = z.infer<typeof PasskeyView>

export const PasskeysList = z.object({ items: z.array(PasskeyView) })
export const RenamePasskey = z.object({ passkeyId: PasskeyId, name: PasskeyName })
export type RenamePasskey = z.infer<typeof RenamePasskey>
export const RemovePasskey = z.object({ passkeyId: PasskeyId })
