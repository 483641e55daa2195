import {
  type PasskeyCreation,
  type PasskeyRequest,
  RegisterPasskey,
  SignInWithPasskey,
} from '@chatterly/protocol/auth/passkeys'

/** Not at a bare address, where browsers have none; and those of before 2025 cannot read the server's words. */
export const knowsPasskeys = () =>
  'PublicKeyCredential' in globalThis &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  !/^[\d.]+$|^\[/.test(location.hostname)

/**
 * The device makes a passkey.
 * @throws DOMException when its owner does not want to, or has one of this account there already
 */
export async function makePasskey(options: PasskeyCreation): Promise<RegisterPasskey['response']> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return RegisterPasskey.shape.response.parse(wordsOf(await navigator.credentials.create({ publicKey })))
}

/**
 * The device shows that it has one.
 * @throws DOMException when its owner does not want to, or has none
 */
export async function findPasskey(options: PasskeyRequest): Promise<SignInWithPasskey['response']> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return SignInWithPasskey.shape.response.parse(wordsOf(await navigator.credentials.get({ publicKey })))
}

const wordsOf = (credential: Credential | null): unknown =>
  credential instanceof PublicKeyCredential ? credential.toJSON() : null
