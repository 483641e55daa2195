import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { toCanary } from '../canary.ts'
import type { Cast, CastConversation } from '../plan.ts'
import type { Random } from '../random.ts'
import { shaOf } from './seen-event.ts'
import type { Act, Done, VirtualClient } from './virtual-client.ts'

export type Choice = {
  cast: Cast
  /** Where it is done, and its place in the cast. */
  conversation: CastConversation
  place: number
  actor: VirtualClient
  random: Random
  bodyBytes: { least: number; most: number }
}

/** Something people do. What it does is chosen by chance alone, so that a seed repeats it. */
export type Operation = {
  name: string
  /** Of all that is done. */
  share: number
  /** Nothing where it makes no sense. Several acts are done at the same time. */
  choose(choice: Choice): Act[]
}

let said = 0

export function newBody({ cast, place, actor, ...choice }: Choice): { canary: string; body: string } {
  said += 1
  const canary = toCanary(cast.run, place, `${actor.person}-${said}`)
  return { canary, body: `${canary} ${wordsOf(choice)}` }
}

/** Another body for a message: it keeps the canary, by which it is known, and is like none before it. */
export function newerBody(canary: string, choice: Pick<Choice, 'actor' | 'random' | 'bodyBytes'>): string {
  said += 1
  return `${canary} again, ${choice.actor.person}-${said} ${wordsOf(choice)}`
}

function wordsOf({ random, bodyBytes }: Pick<Choice, 'random' | 'bodyBytes'>): string {
  const sizeBytes = Math.floor(random.between(bodyBytes.least, bodyBytes.most))
  return `${'word '.repeat(sizeBytes / 5)}.`
}

export const toDone = (message: MessageView): Done => ({
  seq: message.seq,
  changedSeq: message.changedSeq,
  messageId: message.id,
  sha: shaOf(message.body),
})
