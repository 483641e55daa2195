import type { Credentials } from '../../src/credentials.ts'
import { createClient } from '../../src/create-client.ts'
import { type Account, accountPath, writeAccount } from '../account-file.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { Problem } from '../problem.ts'
import { readSecret } from '../read-input.ts'
import { say, sayJson } from '../say.ts'

export const login: Command = {
  name: 'login',
  takes: '<address> <name> | <address> --token',
  does: 'Signs in, and keeps tokens in a file only you can read. Asks for the password or the personal access token, or reads it from standard input.',
  least: 1,
  most: 2,
  options: ['token'],
  async run({ positionals: [address = '', name], account, token, json }) {
    if ((name === undefined) !== token) throw new Problem('usage', `It is: chatterly login ${login.takes}`)
    const path = accountPath(account)
    const url = readAddress(address)
    const session = name === undefined ? await personal() : await signIn(url, name)
    const { username } = await whoIs(url, session)
    await writeAccount(path, { url, username, session })
    if (json) sayJson({ url, username, account })
    else say(`Signed in at ${url} as ${username}.`)
    return exitCodes.ok
  },
}

export function readAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.username === '') return url.origin
  throw new Problem('usage', `${text} is no address. One looks like https://chat.example.com`)
}

async function personal(): Promise<Account['session']> {
  return { personalToken: (await readSecret('Personal access token: ')).trim() }
}

async function signIn(url: string, name: string): Promise<Account['session']> {
  const password = await readSecret('Password: ')
  const client = createClient({ url })
  try {
    return await client.procedures.auth.token.mutate({ login: name, password })
  } finally {
    client.close()
  }
}

async function whoIs(url: string, session: Account['session']) {
  const token = 'personalToken' in session ? session.personalToken : session.accessToken
  const auth = (): Credentials => ({ headers: { authorization: `Bearer ${token}` } })
  const client = createClient({ url, auth })
  try {
    return await client.procedures.users.me.query()
  } finally {
    client.close()
  }
}
