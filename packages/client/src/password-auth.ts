import { errorIn } from './answer-error.ts'
import type { Auth } from './credentials.ts'
import { ChatterlyError } from './errors.ts'

type Options = { url: string; login: string; password: string; fetch?: typeof globalThis.fetch }

/** Signs in with a password when credentials are first asked for, and again when they were refused. Not for browsers. */
export function passwordAuth(options: Options): Auth {
  let session: Promise<string> | undefined
  return async ({ wasRefused }) => {
    if (wasRefused) session = undefined
    session ??= signIn(options)
    const signingIn = session
    try {
      return { cookie: await signingIn }
    } catch (error) {
      if (session === signingIn) session = undefined
      throw error
    }
  }
}

async function signIn({ url, login, password, fetch = globalThis.fetch }: Options): Promise<string> {
  const answer = await fetch(new URL('/trpc/auth.login', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin },
    body: JSON.stringify({ login, password }),
  })
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  if (answer.ok && cookies.length > 0) return cookies.join('; ')
  throw new ChatterlyError(`Signing in was answered with ${answer.status}.`, {
    cause: errorIn(await answer.text()),
  })
}
