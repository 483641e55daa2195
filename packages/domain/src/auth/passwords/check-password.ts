import { isGuessedFromOwner, type PasswordOwner } from '@chatterly/protocol/auth/password-words'
import { Refusal } from '@chatterly/protocol/refusals'
import { isCommonPassword } from './common-passwords.ts'

/**
 * What a new password must be beside its length. There is no rule about kinds of characters.
 * @throws auth.password_guessable, auth.password_common
 */
export async function checkPassword(password: string, owner: PasswordOwner): Promise<void> {
  if (isGuessedFromOwner(password, owner)) throw new Refusal('auth.password_guessable')
  if (await isCommonPassword(password)) throw new Refusal('auth.password_common')
}
