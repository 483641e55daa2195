import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

export type SecretKey = {
  /** Eight hex digits that name the key and tell nothing about it. */
  id: string
  bytes: Buffer
}

/** One key for each of the secrets, for one purpose. */
export type KeyRing = {
  /** Of the first secret: what signs and seals. */
  current: SecretKey
  /** Also keys of secrets that only check any more; undefined for one that is of none of them. */
  find(id: string): SecretKey | undefined
  /**
   * Encrypts a text for one place, such as a column of one row.
   * @param place what it is unsealed with again; a sealed text that was moved elsewhere does not open
   */
  seal(text: string, place: string): string
  /** @throws Error when it was sealed with another secret, for another place, or was changed */
  unseal(sealed: string, place: string): string
}

export type Secrets = { keyOf(purpose: string): KeyRing }

/**
 * Keys for every purpose out of the few secrets an installation has. A key of one purpose tells nothing about that of
 * another. The first secret is used for what is new; those after it still open and check what is there.
 *
 * @param authSecrets at least one
 */
export function createSecrets(authSecrets: readonly string[]): Secrets {
  const rings = new Map<string, KeyRing>()
  return {
    keyOf(purpose) {
      const ring =
        rings.get(purpose) ?? createKeyRing(authSecrets.map((secret) => deriveKey(secret, purpose)))
      rings.set(purpose, ring)
      return ring
    },
  }
}

function createKeyRing(keys: SecretKey[]): KeyRing {
  const [current] = keys
  if (!current) throw new Error('There is no secret to make keys of')
  const find = (id: string) => keys.find((key) => key.id === id)
  return {
    current,
    find,
    seal: (text, place) => seal(current, text, place),
    unseal(sealed, place) {
      const [id = '', ...parts] = sealed.split('.')
      const key = find(id)
      if (!key) throw new Error('This was sealed with a secret that is not among AUTH_SECRETS')
      return unseal(key, parts, place)
    },
  }
}

const KEY_BYTES = 32
/** HKDF (RFC 5869) takes a fixed salt where the secret is random already; it keeps our keys apart from others'. */
const SALT = 'chatterly'

function deriveKey(secret: string, purpose: string): SecretKey {
  const bytes = Buffer.from(hkdfSync('sha256', secret, SALT, purpose, KEY_BYTES))
  return { bytes, id: createHash('sha256').update(bytes).digest('hex').slice(0, 8) }
}

const CIPHER = 'aes-256-gcm'
/** Bytes, as NIST SP 800-38D recommends. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

function seal({ id, bytes }: SecretKey, text: string, place: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [id, nonce.toString('base64url'), body.toString('base64url')].join('.')
}

function unseal({ bytes }: SecretKey, [nonce = '', body = '']: string[], place: string): string {
  const sealed = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv(CIPHER, bytes, Buffer.from(nonce, 'base64url'), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
}
