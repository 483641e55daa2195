import { wordsOf } from '../../../lib/refusal-words.ts'

/** Why no passkey was used: a browser does not tell whether there was none, or whether its owner said no. */
export const unusedWords = (error: unknown): string =>
  error instanceof DOMException ? 'No passkey was used. Try again, or choose another way.' : wordsOf(error)

/** Why none was made. */
export function unmadeWords(error: unknown): string {
  if (!(error instanceof DOMException)) return wordsOf(error)
  return error.name === 'InvalidStateError'
    ? 'This device has a passkey of your account already.'
    : 'No passkey was made. Try again, or with another device.'
}
