import type { ConnectionStage, StageResult } from '@chatterly/protocol/calls/connection'

type Failed = Extract<StageResult, { outcome: 'failed' }>
type Skipped = Extract<StageResult, { outcome: 'skipped' }>

/** What each stage is called, and what it is good for. */
export const stageNames = {
  permission: 'Permission',
  device: 'Microphone and camera',
  signalling: 'Chatterly’s server',
  stun: 'Address from outside',
  'turn-udp': 'Relay over UDP',
  'turn-tcp': 'Relay over TCP',
  'turn-tls': 'Relay over TLS',
  peer: 'The other person',
} satisfies Record<ConnectionStage, string>

const good = {
  permission: 'The browser lets Chatterly listen.',
  device: 'There, and not silent.',
  signalling: 'It answers.',
  stun: 'Others can find this computer.',
  'turn-udp': 'Calls get through, the quickest way.',
  'turn-tcp': 'Calls get through where UDP is closed.',
  'turn-tls': 'Calls get through where only web pages do.',
  peer: 'They were reached.',
} satisfies Record<ConnectionStage, string>

const left = {
  not_set_up: 'Not set up on this server.',
  unclear: 'Nothing to say: it was not needed.',
  needs_earlier: 'Not tried, because of what failed before.',
} satisfies Record<Skipped['reason'], string>

/** In a row of the list. */
export function rowWords(result: StageResult): string {
  if (result.outcome === 'passed') return good[result.stage]
  return result.outcome === 'skipped' ? left[result.reason] : whatFailed(result)
}

/** One sentence: what does not work. */
export function whatFailed({ stage, reason }: Failed): string {
  if (stage === 'permission')
    return reason === 'denied'
      ? 'The browser does not let Chatterly use the microphone or the camera.'
      : 'The browser asked, and nobody answered it.'
  if (stage === 'device') return deviceWords[reason] ?? 'The microphone or the camera does not work.'
  if (stage === 'signalling') return 'What devices have to tell each other does not get through.'
  if (stage === 'stun') return 'Nothing from outside answered this computer.'
  if (stage === 'peer')
    return reason === 'lost'
      ? 'The connection to the other person was lost, and could not be made again.'
      : 'This computer and the other person’s did not find a way to each other.'
  const relay = `The relay (${protocols[stage]})`
  if (reason === 'refused') return `${relay} answers, and does not let you in.`
  return reason === 'not_carried'
    ? `${relay} answers, and does not carry anything.`
    : `${relay} does not answer.`
}

const protocols = { 'turn-udp': 'UDP', 'turn-tcp': 'TCP', 'turn-tls': 'TLS' } as const

const deviceWords: Partial<Record<Failed['reason'], string>> = {
  missing: 'No microphone or camera was found.',
  busy: 'Another program is using the microphone or the camera.',
  silent: 'The microphone or the camera is there, and nothing comes from it.',
}

/** What a person can do about it. `hasRelay`: another way through works. */
export function whatToDo({ stage, reason }: Failed, hasRelay: boolean): string {
  if (stage === 'permission')
    return 'Click the icon before the address of this page, allow the microphone and the camera, and check again.'
  if (stage === 'device')
    return reason === 'silent'
      ? 'Look for a switch on the device or its cable, or choose another device.'
      : 'Plug it in or close the other program, and check again.'
  if (stage === 'signalling') return 'Check your internet connection, or try another network.'
  if (hasRelay)
    return 'Calls still get through another way; they may be less smooth. Another network may do better.'
  if (stage === 'stun') return 'Calls within your own network work. For others, try another network.'
  if (stage === 'peer') return 'Try again. If it happens often, tell your administrator.'
  return reason === 'no_answer'
    ? 'Your network may be blocking it: try another network or without a VPN. If that does not help, tell your administrator.'
    : 'This is for your administrator to put right: send them the report.'
}
