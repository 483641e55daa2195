import { WebSocket } from 'ws'
import { type ClientOptions, createClient } from '../src/create-client.ts'
import { accountPath, readAccount } from './account-file.ts'
import type { Given } from './command.ts'
import { storedAuth } from './stored-auth.ts'

/** @throws Problem when nobody is signed in */
export async function openClient(
  { account }: Pick<Given, 'account'>,
  { since }: Pick<ClientOptions, 'since'> = {},
) {
  const path = accountPath(account)
  const { url } = await readAccount(path)
  return createClient({ url, WebSocket, auth: storedAuth(path), ...(since && { since }) })
}
