import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type {
  PasskeyCreation,
  PasskeyRequest,
  RegisterPasskey,
  SignInWithPasskey,
} from '@chatterly/protocol/auth/passkeys'
import { isoCBOR } from '@simplewebauthn/server/helpers'

type Passkey = { id: Buffer; privateKey: KeyObject; userHandle: string }

/** What a device says, where it does not say what it should. */
type Lies = {
  origin?: string
  rpId?: string
  challenge?: string
  counter?: number
  credentialId?: string
  userHandle?: string
  isVerified?: boolean
  type?: string
}

export type Authenticator = ReturnType<typeof createAuthenticator>

/**
 * A device that makes passkeys and signs with them as WebAuthn says, without a browser. It asks nobody for a finger,
 * and lies where it is told to.
 *
 * @param origin of the page it is asked from
 */
export function createAuthenticator({ origin }: { origin: string }) {
  const passkeys = new Map<string, Passkey>()
  let counter = 0

  return {
    create(options: PasskeyCreation, lies: Lies = {}): RegisterPasskey['response'] {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const credentialId = lies.credentialId ?? randomBytes(16).toString('base64url')
      const id = Buffer.from(credentialId, 'base64url')
      passkeys.set(options.user.id, { id, privateKey, userHandle: options.user.id })
      const authData = Buffer.concat([
        head({ rpId: lies.rpId ?? options.rp.id, flags: flagsOf(lies) | HAS_KEY, counter }),
        Buffer.alloc(AAGUID_BYTES),
        uint16(id.length),
        id,
        coseOf(publicKey),
      ])
      const object = new Map<string, string | Map<string, string> | Uint8Array>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ])
      const clientData = clientDataOf('webauthn.create', options.challenge, { origin, ...lies })
      return {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        response: {
          clientDataJSON: clientData.toString('base64url'),
          attestationObject: Buffer.from(isoCBOR.encode(object)).toString('base64url'),
          transports: ['internal'],
        },
      }
    },

    /** @throws Error when it has made none */
    get(options: PasskeyRequest, lies: Lies = {}): SignInWithPasskey['response'] {
      const [passkey] = passkeys.values()
      if (!passkey) throw new Error('This device has no passkey')
      counter += 1
      const authData = head({
        rpId: lies.rpId ?? options.rpId,
        flags: flagsOf(lies),
        counter: lies.counter ?? counter,
      })
      const clientData = clientDataOf('webauthn.get', options.challenge, { origin, ...lies })
      const signed = Buffer.concat([authData, sha256(clientData)])
      const id = lies.credentialId ?? passkey.id.toString('base64url')
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', signed, passkey.privateKey).toString('base64url'),
          userHandle: lies.userHandle ?? passkey.userHandle,
        },
      }
    },
  }
}

const AAGUID_BYTES = 16
/** WebAuthn, 6.1: somebody is there; it was they; the key comes along. */
const IS_PRESENT = 0x01
const IS_VERIFIED = 0x04
const HAS_KEY = 0x40

const flagsOf = ({ isVerified = true }: Lies) => IS_PRESENT | (isVerified ? IS_VERIFIED : 0)

function head({ rpId, flags, counter }: { rpId: string; flags: number; counter: number }): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), count])
}

const clientDataOf = (type: string, challenge: string, said: Lies) =>
  Buffer.from(
    JSON.stringify({
      type: said.type ?? type,
      challenge: said.challenge ?? challenge,
      origin: said.origin,
      crossOrigin: false,
    }),
  )

/** RFC 9053: a point on P-256 for ES256. */
function coseOf(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  const key = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ])
  return Buffer.from(isoCBOR.encode(key))
}

function uint16(number: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(number)
  return bytes
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()
