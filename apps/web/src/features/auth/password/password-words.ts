import { isGuessedFromOwner, type PasswordOwner } from '@chatterly/protocol/auth/password-words'
import { PASSWORD_MIN } from '@chatterly/protocol/auth/shapes'

/** What stands under a new password while it is typed: the rules that the browser can know. */
export function passwordWords(password: string, owner: PasswordOwner): string {
  const missing = PASSWORD_MIN - password.length
  if (password === '') return `At least ${PASSWORD_MIN} characters. A few words are easy to remember.`
  if (missing > 0) return `${missing} more ${missing === 1 ? 'character' : 'characters'}.`
  if (isGuessedFromOwner(password, owner)) return 'Too short without your name and address in it.'
  return 'Long enough.'
}
