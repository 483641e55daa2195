import { createHash } from 'node:crypto'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { SeenEvent } from '../history/entries.ts'

/** What of an event is written down. Read off the wire, it may be of a kind this program does not know. */
export function toSeen(event: KeptEvent): SeenEvent {
  const { seq, type } = event
  if (event.type === 'message.created' || event.type === 'message.edited' || event.type === 'message.deleted')
    return { seq, type, id: event.message.id, sha: shaOf(event.message.body) }
  if (event.type === 'reaction.added' || event.type === 'reaction.removed')
    return { seq, type, id: event.message.id, sha: null }
  if (event.type === 'member.joined') return { seq, type, id: event.member.user.id, sha: null }
  if (event.type === 'member.left') return { seq, type, id: event.userId, sha: null }
  if ('call' in event) return { seq, type, id: event.userId, sha: null }
  return { seq, type, id: null, sha: null }
}

/** Enough to tell bodies apart. */
export const shaOf = (body: string | null) =>
  body === null ? null : createHash('sha1').update(body).digest('base64url').slice(0, 12)
