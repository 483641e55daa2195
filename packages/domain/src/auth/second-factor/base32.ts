/** RFC 4648, without padding. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const BITS_PER_LETTER = 5

/** Five bytes are eight letters: give whole fives. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(new RegExp(`.{${BITS_PER_LETTER}}`, 'g')) ?? []
  return letters.map((letter) => ALPHABET.charAt(Number.parseInt(letter, 2))).join('')
}
