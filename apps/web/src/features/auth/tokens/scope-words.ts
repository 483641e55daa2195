import type { Scope } from '@chatterly/protocol/auth/personal-tokens'

/** What a token may do, for whoever chooses. */
export const scopeWords = {
  read: 'Read: what you can see, and what happens live',
  write: 'Write: send, edit, react, join and leave',
} satisfies Record<Scope, string>

/** In a list. */
export const scopeLine = (scopes: readonly Scope[]): string =>
  scopes.length > 1 ? 'Reads and writes' : scopes.includes('read') ? 'Reads' : 'Writes'
