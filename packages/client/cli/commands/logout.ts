import { refusalOf } from '../../src/errors.ts'
import { accountPath, forgetAccount, readAccount } from '../account-file.ts'
import type { Command, Given } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { openClient } from '../open-client.ts'
import { say, sayJson } from '../say.ts'

export const logout: Command = {
  name: 'logout',
  takes: '',
  does: 'Ends the session, and forgets its tokens. A personal access token is only forgotten.',
  least: 0,
  most: 0,
  async run(given) {
    const path = accountPath(given.account)
    const { url, username, session } = await readAccount(path)
    if (!('personalToken' in session)) await endSession(given)
    await forgetAccount(path)
    if (given.json) sayJson({ url, username, account: given.account })
    else say(`Signed out at ${url}.`)
    return exitCodes.ok
  },
}

async function endSession(given: Given): Promise<void> {
  const client = await openClient(given)
  try {
    await client.procedures.auth.logout.mutate()
  } catch (error) {
    // It is over already: that is what was asked for.
    if (!OVER.has(refusalOf(error))) throw error
  } finally {
    client.close()
  }
}

const OVER = new Set<string | undefined>(['auth.signed_out', 'auth.refresh_refused', 'auth.refresh_reused'])
