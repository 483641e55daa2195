import type { ProgramTokens } from '@chatterly/protocol/auth/programs'
import type { Auth } from '../src/credentials.ts'
import { tokenAuth } from '../src/token-auth.ts'
import { type Account, readAccount, writeAccount } from './account-file.ts'
import { oneAtATime } from './file-lock.ts'

/**
 * Speaks for the session in a file that several commands use at the same time. A refresh token opens a session once, so
 * only one of them refreshes, and the others take what it has kept.
 */
export function storedAuth(path: string): Auth {
  let held: Held | undefined
  return ({ wasRefused }) =>
    oneAtATime(path, async () => {
      const account = await readAccount(path)
      const { session } = account
      if ('personalToken' in session) return { headers: { authorization: `Bearer ${session.personalToken}` } }
      const isKnown = held?.accessToken === session.accessToken
      const current = isKnown && held ? held : hold(path, account, session)
      held = current
      // What was refused is what the file held before.
      return current.auth({ wasRefused: wasRefused && isKnown })
    })
}

type Held = { accessToken: string; auth: Auth }

function hold(path: string, account: Account, tokens: ProgramTokens): Held {
  const held: Held = {
    accessToken: tokens.accessToken,
    auth: tokenAuth({
      url: account.url,
      ...tokens,
      onRefresh: async (next) => {
        await writeAccount(path, { ...account, session: next })
        held.accessToken = next.accessToken
      },
    }),
  }
  return held
}
