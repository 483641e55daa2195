import { createCaller } from '@chatterly/domain/router'
import { refusalCodeOf } from '@chatterly/domain/trpc'
import type { TestWorld } from './test-world.ts'

type Where = { address?: string; origin?: string | undefined; userAgent?: string }

export type Browser = ReturnType<typeof openBrowser>

/** Somebody at a browser, on a page of one origin: it keeps the cookies it is given, by their names. */
export function openBrowser(
  { world, anonymous }: TestWorld,
  { address = '127.0.0.1', origin = anonymous().origin, userAgent }: Where = {},
) {
  const jar = new Map<string, string>()
  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const setCookie = (cookie: string) => {
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
  return {
    jar,
    cookieHeader,
    /** With whatever it holds now. */
    async call() {
      const { actor } = await world.sessions.identify(cookieHeader())
      return createCaller({
        ...anonymous(),
        actor,
        address,
        origin,
        userAgent,
        cookieHeader: cookieHeader(),
        setCookie,
      })
    },
    async isSignedIn() {
      return (await world.sessions.identify(cookieHeader())).actor !== null
    },
  }
}

/** The code something is refused with; nothing when it is not. */
export const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => refusalCodeOf(error) ?? String(error),
  )
