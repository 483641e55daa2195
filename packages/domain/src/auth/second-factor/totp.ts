import { createHmac, timingSafeEqual } from 'node:crypto'
import { TOTP_DIGITS, TOTP_STEP_SECONDS } from '@chatterly/protocol/auth/second-factor'

/** RFC 4226: as many as its signature has. */
export const TOTP_SECRET_BYTES = 20

/** Half minutes by which a clock may be wrong, or a person slow. */
const STEPS_OFF = [0, -1, 1]

/** The half minute of a time, counted from 1970. */
export const stepOf = (at: Date) => Math.floor(at.getTime() / 1000 / TOTP_STEP_SECONDS)

/** RFC 4226, 5.3: four bytes of the signature, from where its last half byte says, without their first bit. */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const signature = createHmac('sha1', secret).update(counter).digest()
  const offset = signature.readUInt8(signature.length - 1) & 0x0f
  const number = signature.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** TOTP_DIGITS).padStart(TOTP_DIGITS, '0')
}

/** The half minute a code belongs to, of those about now. */
export const findStep = (secret: Buffer, code: string, now: Date): number | undefined =>
  STEPS_OFF.map((off) => stepOf(now) + off).find((step) => isSame(codeAt(secret, step), code))

/** Signs of other alphabets are as many letters and more bytes. */
function isSame(code: string, typed: string): boolean {
  const [one, other] = [Buffer.from(code), Buffer.from(typed)]
  return one.length === other.length && timingSafeEqual(one, other)
}
