import type { ConnectionStage } from '@chatterly/protocol/calls/connection'

export const iceStages = ['stun', 'turn-udp', 'turn-tcp', 'turn-tls'] as const satisfies ConnectionStage[]
export type IceStage = (typeof iceStages)[number]

/** Which stage an address of a server belongs to: `turn:relay.example.org:3478?transport=tcp` is reached over TCP. */
export function stageOfUrl(url: string): IceStage {
  if (/^stuns?:/i.test(url)) return 'stun'
  if (/^turns:/i.test(url)) return 'turn-tls'
  return /[?&]transport=tcp\b/i.test(url) ? 'turn-tcp' : 'turn-udp'
}

/** Each address on its own, with what it asks for. */
export const serversFor = (stage: IceStage, servers: readonly RTCIceServer[]): RTCIceServer[] =>
  servers.flatMap((server) =>
    [server.urls]
      .flat()
      .filter((url) => stageOfUrl(url) === stage)
      .map((url) => ({ ...server, urls: [url] })),
  )

/** As RFC 8489 numbers what a server answers; what the browser itself has to say begins at 600. */
export const isAnswer = (errorCode: number) => errorCode >= 300 && errorCode < 600
