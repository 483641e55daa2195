import type { ConnectionStage, StageResult } from '@chatterly/protocol/calls/connection'
import type { TrpcClient } from '../../../lib/trpc.ts'
import { rtcServersOf } from '../seat/ice-servers.ts'
import { type IceStage, iceStages, serversFor } from '../transport/ice-stages.ts'
import { anyOf, failed, passed, skipped, timed, type Trial, within } from './trial.ts'
import { type Opened, openDevices, permissionOf, tryDevices } from './try-devices.ts'
import { tryRelay } from './try-relay.ts'
import { tryStun } from './try-stun.ts'

/** What somebody can try alone, in the order it is shown. */
export const checkedStages = [
  'permission',
  'device',
  'signalling',
  ...iceStages,
] as const satisfies ConnectionStage[]

/** Milliseconds. */
const SERVER_WITHIN_MS = 5000

type Check = {
  client: TrpcClient
  wantsCamera: boolean
  /** Told of each stage as it is known. */
  onResult: (result: StageResult) => void
}

/** Tries everything a call needs for which nobody else is needed. The devices and the network are tried side by side. */
export async function runCheck({ client, wantsCamera, onResult }: Check): Promise<StageResult[]> {
  const results: StageResult[] = []
  const tryStage = async (stage: ConnectionStage, trial: () => Promise<Trial>) => {
    const result = await timed(stage, trial)
    results.push(result)
    onResult(result)
  }
  const devices = async () => {
    let opened: Opened | undefined
    await tryStage('permission', async () => {
      opened = await openDevices(wantsCamera)
      return permissionOf(opened)
    })
    await tryStage('device', async () => (opened ? tryDevices(opened) : skipped('needs_earlier')))
    opened?.close()
  }
  const network = async () => {
    let servers: RTCIceServer[] | undefined
    await tryStage('signalling', async () => {
      servers = await askForServers(client)
      return servers ? passed : failed('no_answer')
    })
    await Promise.all(iceStages.map((stage) => tryStage(stage, () => tryServers(stage, servers))))
  }
  await Promise.all([devices(), network()])
  return results
}

/** The same request that begins a call. Undefined where the server does not answer it. */
const askForServers = (client: TrpcClient): Promise<RTCIceServer[] | undefined> =>
  within(
    SERVER_WITHIN_MS,
    client.calls.iceServers.query().then(rtcServersOf, (error: unknown) => {
      console.warn('The server does not say what helps connecting.', error)
      return undefined
    }),
    () => undefined,
  )

async function tryServers(stage: IceStage, servers: RTCIceServer[] | undefined): Promise<Trial> {
  if (servers === undefined) return skipped('needs_earlier')
  return anyOf(serversFor(stage, servers).map(stage === 'stun' ? tryStun : tryRelay))
}
