import type { StageResult } from '@chatterly/protocol/calls/connection'
import { type IceStage, iceStages, isAnswer, serversFor, stageOfUrl } from './ice-stages.ts'

/** Notes, while a connection looks for ways, which servers gave it one. */
export class Ways {
  readonly #beganMs = performance.now()
  readonly #found = new Map<IceStage, number>()
  readonly #refused = new Set<IceStage>()
  readonly #unheard = new Set<IceStage>()

  constructor(connection: RTCPeerConnection) {
    connection.addEventListener('icecandidate', ({ candidate }) => this.#note(candidate))
    connection.addEventListener('icecandidateerror', ({ url, errorCode }) => {
      const noted = isAnswer(errorCode) ? this.#refused : this.#unheard
      if (url) noted.add(stageOfUrl(url))
    })
  }

  /** What can be said of each server stage by now. */
  results(servers: readonly RTCIceServer[]): StageResult[] {
    const sinceMs = Math.round(performance.now() - this.#beganMs)
    return iceStages.map((stage): StageResult => {
      const foundMs = this.#found.get(stage)
      if (foundMs !== undefined) return { stage, outcome: 'passed', tookMs: foundMs }
      if (serversFor(stage, servers).length === 0) return { stage, outcome: 'skipped', reason: 'not_set_up' }
      if (this.#refused.has(stage)) return { stage, outcome: 'failed', reason: 'refused', tookMs: sinceMs }
      // Who is seen from outside as from inside is not told so.
      if (stage === 'stun' && !this.#unheard.has(stage))
        return { stage, outcome: 'skipped', reason: 'unclear' }
      return { stage, outcome: 'failed', reason: 'no_answer', tookMs: sinceMs }
    })
  }

  #note(candidate: RTCIceCandidate | null) {
    if (candidate?.type !== 'srflx' && candidate?.type !== 'relay') return
    const stage = candidate.type === 'srflx' ? 'stun' : stageOfRelay(candidate)
    if (!this.#found.has(stage)) this.#found.set(stage, Math.round(performance.now() - this.#beganMs))
  }
}

/** What the types of the page do not know yet, and not every browser says. */
type RelayCandidate = RTCIceCandidate & { url?: string | null; relayProtocol?: string | null }

/** Where a browser does not say by which address, it says by which protocol. */
function stageOfRelay({ url, relayProtocol }: RelayCandidate): IceStage {
  if (url) return stageOfUrl(url)
  return relayProtocol === 'tcp' ? 'turn-tcp' : relayProtocol === 'tls' ? 'turn-tls' : 'turn-udp'
}
