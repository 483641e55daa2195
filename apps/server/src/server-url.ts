import type { Env } from '@chatterly/platform/env'

/** Where people reach a server that listens on the port. */
export const serverUrl = (env: Pick<Env, 'PUBLIC_URL' | 'HOST'>, port: number) =>
  env.PUBLIC_URL ?? `http://${env.HOST}:${port}`
