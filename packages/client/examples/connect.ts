import { createClient } from '@chatterly/client/create-client'
import { passwordAuth } from '@chatterly/client/password-auth'
import { WebSocket } from 'ws'

/** `CHATTERLY_URL`, `CHATTERLY_LOGIN` and `CHATTERLY_PASSWORD` say where and as whom. */
export function connect() {
  const url = given('CHATTERLY_URL')
  const auth = passwordAuth({ url, login: given('CHATTERLY_LOGIN'), password: given('CHATTERLY_PASSWORD') })
  return createClient({ url, auth, WebSocket })
}

/** A variable that has to be there. */
export function given(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`Set ${name}.`)
  return value
}
