import type { UserId } from '@chatterly/protocol/ids'
import type { OwnMedia } from '../media/own-media.ts'
import type { CallTransport } from '../transport/call-transport.ts'
import { useSeat } from './seat-store.ts'

const LOOK_EVERY_MS = 120
/** 0 to 1: louder than a room that is quiet. */
const SPEECH = 0.06
const SPEECH_REMOTE = 0.02
/** Looks for which somebody who paused still counts as speaking: rings that flicker distract. */
const LINGER = 5
/** Looks of speech, close together, before somebody who is muted is told so. */
const SAID_MUTED = 6

/** Watches who speaks, and whether the viewer speaks to nobody; answers how to stop. */
export function watchSpeech(viewerId: UserId, media: OwnMedia, transport: CallTransport): () => void {
  const lingers = new Map<UserId, number>()
  let saidMuted = 0
  const hear = (userId: UserId, isLoud: boolean) => {
    const left = isLoud ? LINGER : (lingers.get(userId) ?? 0) - 1
    if (left > 0) lingers.set(userId, left)
    else lingers.delete(userId)
  }
  const look = () => {
    const isLoud = media.level() > SPEECH
    hear(viewerId, isLoud && !media.isMuted)
    const { seat, isSpeaking, isTalkingMuted } = useSeat.getState()
    for (const userId of seat?.peers.keys() ?? []) hear(userId, transport.levelOf(userId) > SPEECH_REMOTE)
    saidMuted =
      media.isMuted && isLoud ? Math.min(saidMuted + 1, 4 * SAID_MUTED) : Math.max(0, saidMuted - 0.2)
    const speaking = new Set(lingers.keys())
    if (!isSame(speaking, isSpeaking)) useSeat.setState({ isSpeaking: speaking })
    const isSaying = media.isMuted && saidMuted >= (isTalkingMuted ? 1 : SAID_MUTED)
    if (isSaying !== isTalkingMuted) useSeat.setState({ isTalkingMuted: isSaying })
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return () => clearInterval(timer)
}

const isSame = (one: ReadonlySet<UserId>, other: ReadonlySet<UserId>) =>
  one.size === other.size && [...one].every((id) => other.has(id))
