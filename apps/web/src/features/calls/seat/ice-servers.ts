import { refusalOf } from '@chatterly/client/errors'
import type { IceServers } from '@chatterly/protocol/calls/shapes'
import type { TrpcClient } from '../../../lib/trpc.ts'

/** Milliseconds to wait for servers that help through walls; a call in one network needs none. */
const WITHIN_MS = 3000
/** Milliseconds before a credential ends. */
const AHEAD_MS = 60_000
/** Milliseconds before what could not be had is asked for again. */
const AGAIN_MS = 30_000

/** What is not known. It differs from the answer that there are none. */
const unknown: IceServers = { iceServers: [], expiresAt: null }

/** What is known in time, or none: the call goes on without. */
export async function askForIceServers(client: TrpcClient): Promise<IceServers> {
  const late = new Promise<IceServers>((resolve) => setTimeout(() => resolve(unknown), WITHIN_MS))
  return Promise.race([client.calls.iceServers.query(), late]).catch((error: unknown) => {
    console.warn('There are no servers to help connecting.', refusalOf(error) ?? error)
    return unknown
  })
}

/** Credentials end after minutes, calls do not: new ones come before that. Answers how to stop. */
export function keepIceServers(
  client: TrpcClient,
  first: IceServers,
  give: (iceServers: IceServers) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (servers: IceServers) => {
    if (servers !== unknown && servers.expiresAt === null) return
    const aheadMs = Date.parse(servers.expiresAt ?? '') - Date.now() - AHEAD_MS
    timer = setTimeout(() => void renew(), servers === unknown ? AGAIN_MS : Math.max(AGAIN_MS, aheadMs))
  }
  const renew = async () => {
    const next = await askForIceServers(client)
    if (next !== unknown) give(next)
    wait(next)
  }
  wait(first)
  return () => clearTimeout(timer)
}

/** With what a connection is made. Who hides their address is reached through a relay, or not at all. */
export const rtcConfigurationOf = (servers: IceServers, hidesAddress: boolean): RTCConfiguration => ({
  iceServers: rtcServersOf(servers),
  iceTransportPolicy: hidesAddress ? 'relay' : 'all',
})

export const rtcServersOf = ({ iceServers }: IceServers): RTCIceServer[] =>
  iceServers.map(({ urls, username, credential }) =>
    username === undefined || credential === undefined ? { urls } : { urls, username, credential },
  )
