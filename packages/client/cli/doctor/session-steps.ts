import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChatterlyClient } from '../../src/client-over.ts'
import { ChatterlyError } from '../../src/errors.ts'
import { accountPath } from '../account-file.ts'
import { openClient } from '../open-client.ts'
import { failed, type Finding, ok, type Step, warning } from './finding.ts'
import { wordsOf } from '../words-of.ts'

/** Milliseconds in which a connection comes up, if it ever does. */
const PATIENCE_MS = 10_000

/** Whether somebody is signed in, and hears what happens. */
export const sessionSteps = (account: string): Step[] => [
  { name: 'tokens', look: () => checkFile(accountPath(account)) },
  { name: 'sign-in', look: () => withClient(account, checkSession) },
  { name: 'socket', look: () => withClient(account, checkSocket) },
]

async function checkFile(path: string): Promise<Finding> {
  const { mode } = await stat(path)
  const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0
  return isPrivate
    ? ok(`${path} can be read by you only.`)
    : warning(
        `${path} can be read by others.`,
        `chmod 600 ${path}, and sign in again: somebody may have read it.`,
      )
}

async function withClient(account: string, look: (client: ChatterlyClient) => Promise<Finding>) {
  const client = await openClient({ account })
  try {
    return await look(client)
  } finally {
    client.close()
  }
}

async function checkSession({ procedures }: ChatterlyClient): Promise<Finding> {
  try {
    const { username } = await procedures.users.me.query()
    return ok(`Signed in as ${username}.`)
  } catch (error) {
    if (!(error instanceof ChatterlyError)) throw error
    return error.status === 401
      ? failed(error.message, 'The session is over. Sign in again: chatterly login')
      : failed(wordsOf(error), 'Try again in a minute; then tell whoever runs the server.')
  }
}

async function checkSocket({ events, connection }: ChatterlyClient): Promise<Finding> {
  const ended = new Promise<Error>((resolve) => {
    events.subscribe(
      () => {},
      (error) => resolve(error ?? new Error('It ended.')),
    )
  })
  const startedAt = Date.now()
  const outcome = await Promise.race([
    // Where it is closed first, `ended` says why.
    connection.caughtUp().then(
      () => 'live' as const,
      () => ended,
    ),
    ended,
    sleep(PATIENCE_MS, 'late' as const, { ref: false }),
  ])
  if (outcome === 'live') return ok(`What happens arrives: connected in ${Date.now() - startedAt} ms.`)
  const why = outcome === 'late' ? `nothing within ${PATIENCE_MS / 1000} seconds` : wordsOf(outcome)
  return failed(
    `Calls are answered, but no socket opens: ${why}.`,
    'A proxy in between has to pass on WebSockets: Upgrade and Connection, with no limit of a few seconds.',
  )
}
