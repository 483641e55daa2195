import type { KeptEvent, KeptEventOf, KeptEventType } from './events.ts'

const known = {
  'conversation.created': true,
  'conversation.updated': true,
  'conversation.deleted': true,
  'member.joined': true,
  'member.left': true,
  'member.changed': true,
  'message.created': true,
  'message.edited': true,
  'message.deleted': true,
  'reaction.added': true,
  'reaction.removed': true,
  'call.started': true,
  'call.ringing': true,
  'call.accepted': true,
  'call.joined': true,
  'call.left': true,
  'call.declined': true,
  'call.missed': true,
  'call.ended': true,
  'change.hidden': true,
} satisfies Record<KeptEventType, true>

/** What is left of a change whose reader may not see it, or cannot: its number. */
export const hideChange = ({ seq, at }: { seq: number; at: string }): KeptEventOf<'change.hidden'> => ({
  type: 'change.hidden',
  seq,
  at,
  actorId: null,
})

export const isKnownType = (type: string): type is KeptEventType => Object.hasOwn(known, type)

/** A change of a kind that only later versions know says nothing here, but its number counts. */
export const toKnownEvent = (event: KeptEvent): KeptEvent =>
  isKnownType(event.type) ? event : hideChange(event)
