import { randomBytes } from 'node:crypto'
import {
  type CallId,
  type ConversationId,
  type MessageId,
  type ProofId,
  type ReactionId,
  SessionId,
  type UserId,
} from '@chatterly/protocol/ids'

/**
 * What a call is about. In the group of the actors the message, the ringing call, the session and the token are
 * somebody else's. An invitation is of the installation, and the same everywhere.
 */
export type Target = {
  conversationId: ConversationId
  userId: UserId
  messageId: MessageId
  reactionId: ReactionId
  callId: CallId
  sessionId: SessionId
  tokenId: SessionId
  inviteId: ProofId
}

/** What of a target belongs to a place. */
export type Place = Omit<Target, 'inviteId'>

/** The group the actors stand in, a public channel none has joined, somebody else's private group, and nothing. */
export const places = ['own', 'channel', 'foreign', 'missing'] as const
/**
 * Names that do not belong together: the own group with what is not in the world at all (`absent`) and with what is in
 * the foreign one (`crossed`), and the foreign group with what is in the own one (`reversed`).
 */
export const mixtures = ['absent', 'crossed', 'reversed'] as const
export type Relation = (typeof places)[number] | (typeof mixtures)[number]

const newId = () => crypto.randomUUID()
const newHash = () => SessionId.parse(randomBytes(32).toString('hex'))

/** Well-formed names of nothing. */
export const nothing = (): Target => ({
  conversationId: newId() as ConversationId,
  userId: newId() as UserId,
  messageId: newId() as MessageId,
  reactionId: newId() as ReactionId,
  callId: newId() as CallId,
  sessionId: newHash(),
  tokenId: newHash(),
  inviteId: newId() as ProofId,
})

/** The relations that can make a difference to a procedure, by what of a target its input names. */
export function relationsOf(toInput: (target: Target) => unknown): readonly Relation[] {
  const named = new Set<string | symbol>()
  const get = (target: Target, name: string | symbol): unknown => {
    named.add(name)
    return Reflect.get(target, name)
  }
  toInput(new Proxy(nothing(), { get }))
  named.delete('inviteId')
  if (named.size === 0) return ['own']
  named.delete('userId')
  return named.size > 1 ? [...places, ...mixtures] : places
}
