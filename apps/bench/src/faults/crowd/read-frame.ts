import type { PersonEvent } from '@chatterly/protocol/realtime/events'
import type { PulledChanges } from '@chatterly/protocol/realtime/shapes'
import type { PulledAnswer } from '../history/entries.ts'
import { toSeen } from './seen-event.ts'

type Frame = { id?: number; result?: { type?: string; data?: unknown } }

/** What a frame from a node is, as far as a history needs to know. */
export type FrameContent =
  | { kind: 'item'; item: PersonEvent }
  | { kind: 'pulled'; request: number; answers: PulledAnswer[] }
  | { kind: 'other' }

export function readFrame(text: string): FrameContent {
  // The library's heartbeat is no JSON.
  if (!text.startsWith('{')) return { kind: 'other' }
  const { id, result } = JSON.parse(text) as Frame
  const data = result?.data
  if (id === undefined || typeof data !== 'object' || data === null) return { kind: 'other' }
  if ('type' in data) return { kind: 'item', item: data as PersonEvent }
  if ('conversations' in data)
    return { kind: 'pulled', request: id, answers: toAnswers(data as PulledChanges) }
  return { kind: 'other' }
}

const toAnswers = ({ conversations }: PulledChanges): PulledAnswer[] =>
  Object.entries(conversations).map(([conversationId, answer]) =>
    'reset' in answer
      ? {
          conversationId,
          reset: {
            reason: answer.reset.reason,
            seq: answer.reset.snapshot?.conversation.seq ?? null,
          },
        }
      : { conversationId, prev: answer.prev, head: answer.head, events: answer.events.map(toSeen) },
  )

/** The cursors of each pull in a frame to a node. */
export function readAsked(text: string): { request: number; cursors: Record<string, number> }[] {
  if (!text.includes('"sync.pull"')) return []
  const said: unknown = JSON.parse(text)
  return [said].flat().flatMap((each) => {
    const { id, params } = each as { id: number; params?: { path?: string; input?: { cursors?: object } } }
    if (params?.path !== 'sync.pull') return []
    return [{ request: id, cursors: (params.input?.cursors ?? {}) as Record<string, number> }]
  })
}
