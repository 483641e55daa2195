import { codeAt, stepOf } from '@chatterly/domain/auth/second-factor/totp'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** An authenticator app on somebody's phone, after they have typed the secret. */
export function openAuthenticatorApp(secret: string) {
  const bytes = fromBase32(secret)
  return { bytes, codeAt: (at: Date) => codeAt(bytes, stepOf(at)) }
}

function fromBase32(text: string): Buffer {
  const letters = text.split('').map((letter) => ALPHABET.indexOf(letter))
  const bits = letters.map((letter) => letter.toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
